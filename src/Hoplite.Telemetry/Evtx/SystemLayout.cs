namespace Hoplite.Telemetry.Evtx;

/// <summary>The order in which Windows passes the values of <c>System</c> to nearly every template; names them when the template is lost.</summary>
static class SystemLayout
{
    static readonly (int Field, byte Type)[] Slots =
    [
        (FieldTable.Intern("Level"), 4), (FieldTable.Intern("Task"), 6), (FieldTable.Intern("Opcode"), 4), (FieldTable.Intern("EventID"), 6),
        (FieldTable.Intern("EventID_Qualifiers"), 6), (FieldTable.Intern("Keywords"), 0x15), (FieldNames.SystemTime, 0x11),
        (FieldTable.Intern("Correlation_ActivityID"), 0x0F), (FieldTable.Intern("Execution_ProcessID"), 8),
        (FieldTable.Intern("Execution_ThreadID"), 8), (FieldNames.EventRecordId, 0x0A), (FieldTable.Intern("Version"), 4),
        (FieldTable.Intern("Security_UserID"), 0x13), (FieldTable.Intern("Correlation_RelatedActivityID"), 0x0F),
        (FieldTable.Intern("Provider_Name"), 1), (FieldTable.Intern("Provider_Guid"), 0x0F), (FieldTable.Intern("Channel"), 1),
    ];

    /// <summary>Whether the values have the types of that order.</summary>
    public static bool Fits(ReadOnlySpan<BinXmlValue> values)
    {
        if (values.Length < 12 || values[3].Type != 6 || values[6].Type != 0x11 || values[10].Type != 0x0A) return false;
        for (var i = 0; i < Math.Min(values.Length, Slots.Length); i++)
            if (values[i].Type != BinXmlValue.Null && values[i].Type != Slots[i].Type) return false;
        return true;
    }

    /// <summary>The field of the value at this place.</summary>
    public static int Field(int index) => index < Slots.Length ? Slots[index].Field : FieldNames.Data;
}
