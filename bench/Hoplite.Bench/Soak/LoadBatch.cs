using System.Globalization;
using System.Text;

namespace Hoplite.Bench.Soak;

/// <summary>Makes batches of events as a small organisation's machines send them: sshd, processes, connections; one of them, if asked for, is an attack.</summary>
sealed class LoadBatch(int seed)
{
    readonly Random _random = new(seed);
    readonly StringBuilder _text = new(256 << 10);

    /// <summary>Lines of JSON.</summary>
    /// <param name="id">What each event of the batch carries, with its number behind it.</param>
    /// <param name="count">How many.</param>
    /// <param name="now">The time of the events.</param>
    /// <param name="marker">The name of the machine an attack is seen on; null for none.</param>
    public byte[] Make(string id, int count, DateTimeOffset now, string? marker)
    {
        _text.Clear();
        var at = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            if (i == count / 2 && marker is not null)
            {
                _text.Append(CultureInfo.InvariantCulture, $"{{\"@timestamp\":\"{at}\",\"hoplite_trace\":\"{id}\",\"host\":\"{marker}\",\"message\":\"hoplite test event\",\"load_id\":\"{id}-{i}\"}}\n");
                continue;
            }

            var host = $"pc-{_random.Next(50):00}";
            switch (_random.Next(3))
            {
                case 0:
                    _text.Append(CultureInfo.InvariantCulture, $"{{\"@timestamp\":\"{at}\",\"winlog\":{{\"channel\":\"Microsoft-Windows-Sysmon/Operational\",\"provider_name\":\"Microsoft-Windows-Sysmon\",\"event_id\":1,\"computer_name\":\"{host}.clinic.local\",\"event_data\":{{\"Image\":\"C:\\\\Program Files\\\\App{_random.Next(40)}\\\\app.exe\",\"CommandLine\":\"app.exe --job {_random.Next(100000)}\",\"ParentImage\":\"C:\\\\Windows\\\\explorer.exe\",\"User\":\"CLINIC\\\\user{_random.Next(60)}\",\"ProcessId\":\"{_random.Next(1000, 30000)}\"}}}},\"load_id\":\"{id}-{i}\"}}\n");
                    break;
                case 1:
                    _text.Append(CultureInfo.InvariantCulture, $"{{\"@timestamp\":\"{at}\",\"winlog\":{{\"channel\":\"Security\",\"provider_name\":\"Microsoft-Windows-Security-Auditing\",\"event_id\":4624,\"computer_name\":\"{host}.clinic.local\",\"event_data\":{{\"TargetUserName\":\"user{_random.Next(60)}\",\"LogonType\":\"3\",\"IpAddress\":\"10.0.{_random.Next(4)}.{_random.Next(250)}\",\"WorkstationName\":\"{host}\"}}}},\"load_id\":\"{id}-{i}\"}}\n");
                    break;
                default:
                    _text.Append(CultureInfo.InvariantCulture, $"{{\"_path\":\"conn\",\"ts\":\"{at}\",\"uid\":\"C{_random.NextInt64():x}\",\"id.orig_h\":\"10.0.{_random.Next(4)}.{_random.Next(250)}\",\"id.orig_p\":{_random.Next(1024, 65000)},\"id.resp_h\":\"10.0.9.{_random.Next(20)}\",\"id.resp_p\":443,\"proto\":\"tcp\",\"service\":\"ssl\",\"orig_bytes\":{_random.Next(100000)},\"load_id\":\"{id}-{i}\"}}\n");
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(_text.ToString());
    }
}
