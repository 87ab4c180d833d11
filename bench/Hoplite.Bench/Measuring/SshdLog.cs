using System.Globalization;

namespace Hoplite.Bench.Measuring;

/// <summary>Makes an sshd log with password guessing in it; the same every time.</summary>
static class SshdLog
{
    /// <summary>Writes a log with this many lines.</summary>
    public static string Write(int lines)
    {
        var path = Path.Combine(BenchData.Scratch, $"sshd-{lines}.log");
        if (File.Exists(path)) return path;
        var random = new Random(20260302);
        var time = new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
        using (var writer = new StreamWriter(path + ".part"))
            for (var line = 0; line < lines; line++)
            {
                if (random.Next(20) == 0) time = time.AddSeconds(1);
                var address = $"198.51.{random.Next(4)}.{random.Next(1, 255)}";
                var port = random.Next(1024, 65_536);
                var text = random.Next(10) switch
                {
                    < 5 => $"Failed password for root from {address} port {port} ssh2",
                    5 => $"Failed password for invalid user admin{random.Next(50)} from {address} port {port} ssh2",
                    6 => $"Invalid user test{random.Next(50)} from {address} port {port}",
                    7 => $"Received disconnect from {address} port {port}:11: Bye Bye [preauth]",
                    8 => $"Connection closed by authenticating user root {address} port {port} [preauth]",
                    _ => $"Accepted publickey for backup from 192.0.2.{random.Next(1, 20)} port {port} ssh2: ED25519 SHA256:{random.NextInt64():x16}",
                };
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{time:MMM} {time.Day,2} {time:HH:mm:ss} web01 sshd[{random.Next(1000, 30_000)}]: {text}\n"));
            }

        File.Move(path + ".part", path);
        return path;
    }
}
