namespace Hoplite.Detection.Correlation;

/// <summary>
/// When a sliding condition reports. It reports as it becomes true, stays silent while it remains true, and reports again either once it
/// has been false in between or when it has been true for another whole time span.
/// </summary>
struct Firing
{
    long _reported;
    bool _isReported;

    /// <param name="heldBefore">Whether the condition was true at this time before the event came.</param>
    /// <param name="holds">Whether it is true with the event.</param>
    /// <param name="ticks">The time of the event.</param>
    /// <param name="span">The time span.</param>
    public bool Reports(bool heldBefore, bool holds, long ticks, long span)
    {
        if (!holds)
        {
            _isReported = false;
            return false;
        }

        if (_isReported && heldBefore && ticks - _reported <= span) return false;
        (_reported, _isReported) = (ticks, true);
        return true;
    }
}
