namespace Hoplite.Response.Tests.Netfilter;

/// <summary>Waits for what comes by itself.</summary>
static class Soon
{
    /// <summary>Looks until something is so; fails after a deadline.</summary>
    public static void Happens(Func<bool> what, int seconds = 10)
    {
        var end = Environment.TickCount64 + seconds * 1000;
        using var pause = new ManualResetEventSlim();
        while (!what())
        {
            Assert.True(Environment.TickCount64 < end, $"it has not happened within {seconds} s");
            pause.Wait(20);
        }
    }
}
