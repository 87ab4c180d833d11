namespace Hoplite.Telemetry.Capture;

/// <summary>The ports on which servers of known protocols listen; of two ends that did not say who began, the one on such a port did not.</summary>
static class LikelyServer
{
    static readonly HashSet<ushort> Tcp =
    [
        20, 21, 22, 23, 25, 53, 80, 81, 88, 102, 110, 135, 139, 143, 389, 443, 445, 465, 502, 513, 514, 563, 585, 587, 614, 631, 636, 989, 990, 992, 993, 995,
        1080, 1433, 1883, 1888, 2811, 3128, 3268, 3269, 3306, 3389, 5060, 5061, 5222, 5223, 5269, 5432, 5900, 5985, 5986, 6379, 6666, 6667, 6668, 6669, 8000, 8080, 8443,
        8883, 8888, 20000,
    ];

    static readonly HashSet<ushort> Udp =
    [
        53, 67, 68, 69, 88, 123, 137, 138, 161, 162, 389, 443, 500, 514, 1812, 1813, 2123, 2152, 3389, 3544, 4011, 4500, 4789, 5060, 5072, 5353, 5355, 6081, 8472, 20000,
    ];

    public static bool IsOn(ushort port, byte protocol) => (protocol == 6 ? Tcp : Udp).Contains(port);
}
