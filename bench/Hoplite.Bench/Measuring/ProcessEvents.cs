using System.Globalization;
using System.Text;

namespace Hoplite.Bench.Measuring;

/// <summary>Process events of an invented network as JSON lines, with twelve fields; the same ones in every run.</summary>
sealed class ProcessEvents(int seed)
{
    static readonly string[] Folders = [@"C:\\Windows\\System32", @"C:\\Program Files\\Vendor\\App", @"C:\\Program Files (x86)\\Tools", @"C:\\Users\\Public", @"C:\\ProgramData\\Agent"];
    static readonly string[] Verbs = ["--run", "/c start", "-Embedding", "--type=renderer --lang=en", "/quiet /norestart", "-k netsvcs -p -s", "--config", "/select"];

    readonly Random _random = new(seed);
    readonly StringBuilder _text = new();

    /// <summary>The next events, from a time on and evenly up to another one.</summary>
    public byte[] Next(int count, DateTime from, DateTime until)
    {
        _text.Clear();
        var step = (until - from).Ticks / count;
        for (var i = 0; i < count; i++)
        {
            var host = Skewed(500);
            var image = Skewed(400);
            var parent = Skewed(60);
            _text.Append(CultureInfo.InvariantCulture, $"{{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Provider_Name\":\"Microsoft-Windows-Sysmon\",\"@timestamp\":\"{from.AddTicks(step * i):yyyy-MM-ddTHH:mm:ss.fff}Z\",");
            _text.Append(CultureInfo.InvariantCulture, $"\"Computer\":\"WS-{host:0000}.corp.example\",\"User\":\"CORP\\\\user{(host * 7 + Skewed(4)) % 900}\",");
            _text.Append(CultureInfo.InvariantCulture, $"\"Image\":\"{Folders[image % 5]}\\\\program{image}.exe\",\"CommandLine\":\"program{image}.exe {Verbs[_random.Next(8)]} {Skewed(2000)} --id={_random.Next(100_000)}\",");
            _text.Append(CultureInfo.InvariantCulture, $"\"ParentImage\":\"{Folders[parent % 5]}\\\\parent{parent}.exe\",\"ParentCommandLine\":\"parent{parent}.exe {Verbs[parent % 8]}\",\"ProcessId\":{_random.Next(200, 30_000)},\"ParentProcessId\":{_random.Next(200, 30_000)}}}\n");
        }

        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    // Few values often, many seldom.
    int Skewed(int count) => (int)(count * Math.Pow(_random.NextDouble(), 3));
}
