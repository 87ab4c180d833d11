using System.Text;
using System.Xml.Linq;
using Hoplite.Telemetry.Tests.Evtx;
using Hoplite.Telemetry.Tests.Scanning;
using Hoplite.Telemetry.WindowsXml;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.WindowsXml;

public sealed class WindowsXmlOracleTests
{
    [Fact]
    public void A_log_and_its_export_say_the_same()
    {
        LibEvtx.Require();
        var compared = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.Require("sigma/regression_data"), "*.evtx", SearchOption.AllDirectories))
        {
            var export = string.Join('\n', LibEvtx.Events(path).Select(e => e.ToString(SaveOptions.DisableFormatting)));
            var sink = new Collected();
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(export));
            new WindowsXmlReader().Read(new EvidenceInput(new EvidenceSource("a.xml"), stream), sink, TestContext.Current.CancellationToken);
            Assert.Empty(sink.Problems);
            var log = ReadEvtx.Of(path).Events.Where(e => e["hoplite.recovered"] is null).ToArray();
            Assert.Equal(log.Length, sink.Events.Count);
            foreach (var (a, b) in log.Zip(sink.Events))
            {
                compared++;
                Assert.Equal(a.Fields.Select(f => LibEvtx.Normal(f.Key, f.Value)), b.Fields.Select(f => LibEvtx.Normal(f.Key, f.Value)));
                Assert.Equal((a.Time, a.RecordId), (b.Time, b.RecordId));
            }
        }

        Assert.True(compared > 100);
    }
}
