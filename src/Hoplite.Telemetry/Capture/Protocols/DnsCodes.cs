namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Names of the numbers of the DNS, as Zeek writes them.</summary>
static class DnsCodes
{
    static readonly Dictionary<int, string> Types = new()
    {
        [1] = "A", [2] = "NS", [3] = "MD", [4] = "MF", [5] = "CNAME", [6] = "SOA", [7] = "MB", [8] = "MG", [9] = "MR", [10] = "NULL", [11] = "WKS", [12] = "PTR",
        [13] = "HINFO", [14] = "MINFO", [15] = "MX", [16] = "TXT", [17] = "RP", [18] = "AFSDB", [19] = "X25", [20] = "ISDN", [21] = "RT", [22] = "NSAP", [24] = "SIG",
        [25] = "KEY", [26] = "PX", [27] = "GPOS", [28] = "AAAA", [29] = "LOC", [30] = "EID", [31] = "NIMLOC", [32] = "NB", [33] = "SRV", [34] = "ATMA", [35] = "NAPTR",
        [36] = "KX", [37] = "CERT", [38] = "A6", [39] = "DNAME", [40] = "SINK", [41] = "EDNS", [42] = "APL", [43] = "DS", [44] = "SSHFP", [45] = "IPSECKEY",
        [46] = "RRSIG", [47] = "NSEC", [48] = "DNSKEY", [49] = "DHCID", [50] = "NSEC3", [51] = "NSEC3PARAM", [52] = "TLSA", [53] = "SMIMEA", [55] = "HIP",
        [59] = "CDS", [60] = "CDNSKEY", [61] = "OPENPGPKEY", [62] = "CSYNC", [63] = "ZONEMD", [64] = "SVCB", [65] = "HTTPS", [99] = "SPF", [249] = "TKEY", [250] = "TSIG",
        [251] = "IXFR", [252] = "AXFR", [253] = "MAILB", [254] = "MAILA", [255] = "*", [256] = "URI", [257] = "CAA", [32768] = "TA", [32769] = "DLV", [65281] = "WINS",
    };

    static readonly string[] Answers =
    [
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH", "NOTZONE",
        "unassigned-11", "unassigned-12", "unassigned-13", "unassigned-14", "unassigned-15",
    ];

    public static string Type(int type) => Types.GetValueOrDefault(type) ?? $"query-{type}";

    public static string Class(int kind) => (kind & 0x7FFF) switch { 1 => "C_INTERNET", 2 => "C_CSNET", 3 => "C_CHAOS", 4 => "C_HESIOD", 254 => "C_NONE", 255 => "C_ANY", var n => $"qclass-{n}" };

    public static string Answer(int code) => Answers[code & 15];

    public static bool IsType(int type) => Types.ContainsKey(type);
}
