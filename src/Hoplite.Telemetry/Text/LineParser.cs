namespace Hoplite.Telemetry.Text;

/// <summary>Turns the lines of one input into events; made anew for each input, so it may keep state.</summary>
abstract class LineParser
{
    /// <summary>Takes the next line, which is not blank. It must come out as an event, now or later, or be a line that only describes others.</summary>
    public abstract void Parse(in LogLine line);

    /// <summary>The input has ended; events that waited for more lines are to be ended now.</summary>
    public virtual void Finish(EventBatch batch)
    {
    }
}
