using System.Globalization;

namespace Hoplite.Bench.Measuring;

/// <summary>Makes a day of an sshd log: ordinary logins, people who mistype, a script with an old key, and guessers of several kinds.</summary>
static class GuessingLog
{
    static readonly DateTime Midnight = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes it.</summary>
    public static AttackLog Write()
    {
        var random = new Random(20260302);
        var lines = new List<(DateTime, string)>();
        var attackers = new HashSet<string>(StringComparer.Ordinal);
        for (var login = 0; login < 20_000; login++) Login(At(random.NextDouble() * 86_400), $"10.0.{random.Next(4)}.{random.Next(1, 120)}", "publickey");

        // Forty people mistype now and then, and six behind one address all begin at eight.
        for (var typo = 0; typo < 120; typo++)
        {
            var (time, address) = (At(25_200 + random.NextDouble() * 36_000), $"10.0.9.{1 + typo % 40}");
            for (var wrong = random.Next(1, 3); wrong > 0; wrong--) Fail(time.AddSeconds(-9 * wrong), address, $"user{typo % 40}", isKnown: true);
            Login(time, address, "password");
        }

        for (var person = 0; person < 6; person++) Fail(At(28_800 + 30 * person), "192.0.2.10", $"user{person}", isKnown: true);
        for (var run = 0; run < 288; run++) Add(At(run * 300), $"Connection closed by authenticating user backup 10.0.0.9 port {random.Next(1024, 65_536)} [preauth]");

        for (var i = 1; i <= 60; i++) Guess($"198.51.100.{i}", random.Next(100, 700), 1, 3, i % 3 == 0);
        for (var i = 1; i <= 20; i++) Guess($"203.0.113.{i}", 60, 20, 30, i % 2 == 0);
        for (var i = 101; i <= 110; i++) Guess($"203.0.113.{i}", 30, 120, 180, isKnown: true);
        return AttackLog.Write("guessing.log", lines, attackers);

        void Guess(string address, int tries, int least, int most, bool isKnown)
        {
            attackers.Add(address);
            var time = At(random.NextDouble() * 80_000);
            for (var i = 0; i < tries; i++)
            {
                Fail(time, address, isKnown ? "root" : $"name{random.Next(500)}", isKnown);
                time = time.AddSeconds(least + random.NextDouble() * (most - least));
            }
        }

        void Fail(DateTime time, string address, string user, bool isKnown)
        {
            var port = random.Next(1024, 65_536);
            if (!isKnown) Add(time, $"Invalid user {user} from {address} port {port}");
            Add(time, $"Failed password for {(isKnown ? "" : "invalid user ")}{user} from {address} port {port} ssh2");
            Add(time.AddMilliseconds(300), $"Connection closed by {(isKnown ? "authenticating" : "invalid")} user {user} {address} port {port} [preauth]");
        }

        void Login(DateTime time, string address, string method)
        {
            var user = $"user{random.Next(40)}";
            Add(time, $"Accepted {method} for {user} from {address} port {random.Next(1024, 65_536)} ssh2");
            Add(time.AddMilliseconds(50), $"pam_unix(sshd:session): session opened for user {user}(uid=1000) by (uid=0)");
        }

        void Add(DateTime time, string text) => lines.Add((time, string.Create(CultureInfo.InvariantCulture, $"{time:MMM} {time.Day,2} {time:HH:mm:ss} web01 sshd[{random.Next(1000, 30_000)}]: {text}")));
    }

    static DateTime At(double second) => Midnight.AddSeconds(second);
}
