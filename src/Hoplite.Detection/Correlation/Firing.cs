namespace Hoplite.Detection.Correlation;

/// <summary>
/// When a sliding condition reports. It reports as it becomes true, stays silent while it remains true, and reports again either once it
/// has been false in between or when it has been true for another whole time span.
/// </summary>
struct Firing
{
    /// <summary>One more than the ticks of the last report; 0 for none since it became false.</summary>
    long _reported;

    /// <param name="heldBefore">Whether the condition was true at this time before the event came.</param>
    /// <param name="holds">Whether it is true with the event.</param>
    /// <param name="ticks">The time of the event.</param>
    /// <param name="span">The time span.</param>
    public bool Reports(bool heldBefore, bool holds, long ticks, long span)
    {
        if (!holds)
        {
            _reported = 0;
            return false;
        }

        if (_reported != 0 && heldBefore && ticks - (_reported - 1) <= span) return false;
        _reported = ticks + 1;
        return true;
    }
}
