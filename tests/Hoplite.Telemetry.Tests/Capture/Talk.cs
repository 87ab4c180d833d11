namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>A TCP connection between two invented hosts, segment by segment.</summary>
sealed class Talk(CaptureFile file, int serverPort, int clientPort = 40000, string client = "10.0.0.5", string server = "192.0.2.10", uint sequence = 1000)
{
    double _time;
    uint _client = sequence, _server = 5000;

    public double Time
    {
        get => _time;
        set => _time = value;
    }

    public Talk Open()
    {
        Client(Packet.Syn, []);
        Server(Packet.Syn | Packet.Ack, []);
        return Client(Packet.Ack, []);
    }

    public Talk Close()
    {
        Client(Packet.Fin | Packet.Ack, []);
        Server(Packet.Fin | Packet.Ack, []);
        return Client(Packet.Ack, []);
    }

    public Talk Say(byte[] data, int piece = 1400)
    {
        foreach (var part in data.Chunk(piece)) Client(Packet.Ack | Packet.Push, part);
        return this;
    }

    public Talk Say(string text) => Say(Packet.Text(text));

    public Talk Reply(byte[] data, int piece = 1400)
    {
        foreach (var part in data.Chunk(piece)) Server(Packet.Ack | Packet.Push, part);
        return this;
    }

    public Talk Reply(string text) => Reply(Packet.Text(text));

    /// <summary>Bytes the client sent that the capture does not hold.</summary>
    public Talk LoseFromClient(int count)
    {
        _client += (uint)count;
        return this;
    }

    public Talk Client(int flags, byte[] data)
    {
        file.Add(_time += 1, Packet.Ethernet(Packet.V4(client, server, 6, Packet.Tcp(clientPort, serverPort, _client, (flags & Packet.Ack) == 0 ? 0 : _server, flags, data))));
        _client += (uint)data.Length + ((flags & 3) != 0 ? 1u : 0);
        return this;
    }

    public Talk Server(int flags, byte[] data)
    {
        file.Add(_time += 1, Packet.Ethernet(Packet.V4(server, client, 6, Packet.Tcp(serverPort, clientPort, _server, (flags & Packet.Ack) == 0 ? 0 : _client, flags, data))));
        _server += (uint)data.Length + ((flags & 3) != 0 ? 1u : 0);
        return this;
    }
}
