using Hoplite.Telemetry.Capture;

namespace Hoplite.Telemetry.Tests.Capture;

public sealed class CaptureAllocationTests
{
    const int Packets = 20_000;

    [Fact]
    public void Packets_of_known_connections_cost_no_memory()
    {
        var file = new CaptureFile();
        var talk = new Talk(file, 80).Open().Say("GET /large HTTP/1.1\r\nHost: a.example\r\n\r\n").Reply($"HTTP/1.1 200 OK\r\nContent-Length: {Packets / 2 * 100}\r\n\r\n");
        var body = new byte[100];
        for (var i = 0; i < Packets / 2; i++)
        {
            talk.Reply(body);
            file.Add(talk.Time, Packet.Ethernet(Packet.V4("10.0.0.5", "192.0.2.1", 17, Packet.Udp(40000, 9999, body))));
        }

        var bytes = file.Pcap();
        var reader = new CaptureReader();
        var sink = new OneBatch();
        var before = 0L;
        for (var round = 0; round < 3; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            reader.Read(new EvidenceInput(EvidenceSource.None, new MemoryStream(bytes)), sink, TestContext.Current.CancellationToken);
        }

        var perPacket = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Packets;
        Assert.True(perPacket < 1, $"{perPacket} bytes for each packet");
    }

    sealed class OneBatch : IEventSink
    {
        readonly EventBatch _batch = new();

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch)
        {
        }

        public void Report(ReadProblem problem)
        {
        }

        public void Progress(long bytes)
        {
        }
    }
}
