using Hoplite.Telemetry.Text.Syslog;

namespace Hoplite.Telemetry.Text.Templates;

/// <summary>One line of text to one event.</summary>
sealed class TemplateParser(EvidenceSource source) : LineParser
{
    static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);

    readonly LeadingTime _times = new(source.LastWrite);
    readonly YearlessDate _dates = new(source.LastWrite);
    readonly TemplateTree _tree = new();

    public override void Parse(in LogLine line)
    {
        var text = line.Text;
        if (SyslogHeader.TryParse(text, _dates, out var header) && !header.Program.IsEmpty)
        {
            line.AddIfAny(Names.Host, header.Host);
            line.Add(Names.Component, header.Program);
            line.Add(Names.Message, header.Body);
            _tree.Add(line, header.Body);
            line.End(header.Time, Unknown);
            return;
        }

        var time = _times.Take(ref text);
        var message = LinePrefix.Take(text, time != 0, out var level, out var component);
        line.AddIfAny(Names.Level, level);
        line.AddIfAny(Names.Component, component);
        line.Add(Names.Message, message);
        _tree.Add(line, message);
        line.End(time, Unknown);
    }
}
