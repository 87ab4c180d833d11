namespace Hoplite.Detection.Indicators;

/// <summary>Watches live events for the values of a table of indicators; the table can be exchanged while events pass.</summary>
/// <param name="time">The clock that tells which indicators have expired.</param>
public sealed class IndicatorWatch(TimeProvider time) : IEventWatch
{
    volatile IndicatorTable _table = IndicatorTable.Empty;

    /// <summary>The table in use; its entries count how often they were seen.</summary>
    public IndicatorTable Table => _table;

    internal TimeProvider Time => time;

    /// <summary>Exchanges the table.</summary>
    public void Replace(IndicatorTable table) => _table = table;

    /// <inheritdoc/>
    public IEventWatcher CreateWatcher() => new IndicatorWatcher(this);
}
