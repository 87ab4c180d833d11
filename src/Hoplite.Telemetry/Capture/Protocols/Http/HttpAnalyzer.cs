using System.Buffers.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>HTTP/1 with pipelining: one row for each request with its response.</summary>
sealed class HttpAnalyzer : Analyzer, IHttpListener
{
    const int MaxOpen = 64;

    readonly bool _clientIsOriginator;
    readonly Queue<HttpExchange> _open = new();
    HttpSide _requests = new(true), _responses = new(false);
    HttpExchange? _sending, _receiving;
    int _depth;

    public HttpAnalyzer(Connection connection, LogWriter log, bool clientIsOriginator) : base(connection, log) => _clientIsOriginator = clientIsOriginator;

    public override void Data(bool fromOriginator, ReadOnlySpan<byte> data)
    {
        var good = fromOriginator == _clientIsOriginator ? _requests.Take(data, this) : _responses.Take(data, this);
        if (!good) Done = true;
    }

    public override void Gap(bool fromOriginator, long length)
    {
        if (fromOriginator == _clientIsOriginator) _requests.Skip(length, this);
        else _responses.Skip(length, this);
    }

    public override void Finish()
    {
        if (_receiving is { } last) HttpLog.Write(Log, Connection, last);
        while (_open.TryDequeue(out var open)) HttpLog.Write(Log, Connection, open);
        _receiving = null;
        _requests.Free();
        _responses.Free();
    }

    public (HttpPhase Phase, long Length) Head(bool isRequest, ReadOnlySpan<byte> head)
    {
        if (!isRequest) Connection.AddService("http");
        var exchange = isRequest ? Asked() : Answered();
        if (isRequest) exchange.Request = head.ToArray();
        else exchange.Response = head.ToArray();
        if (!isRequest)
        {
            exchange.ResponseIsCoded = HttpLog.Find(head, "content-encoding"u8) is { IsEmpty: false } coding && !HttpText.Is(coding, "identity"u8);
            var status = exchange.Status;
            if (status / 100 == 1 || status is 204 or 304 || exchange.IsHead || (exchange.IsConnect && status / 100 == 2)) return (HttpPhase.Body, 0);
        }

        var coded = HttpLog.Find(head, "transfer-encoding"u8);
        if (coded.IndexOf("chunked"u8) >= 0) return (HttpPhase.ChunkSize, 0);
        var length = HttpLog.Find(head, "content-length"u8);
        if (Utf8Parser.TryParse(length, out long bytes, out var used) && used > 0 && bytes >= 0) return (HttpPhase.Body, bytes);
        return isRequest ? (HttpPhase.Body, 0) : (HttpPhase.UntilClose, 0);
    }

    public void Body(bool isRequest, ReadOnlySpan<byte> data)
    {
        if (isRequest && _sending is { } sending)
        {
            if (sending.RequestBody == 0) sending.RequestType = ContentSniffer.Type(data);
            sending.RequestBody += data.Length;
        }
        else if (!isRequest && _receiving is { } receiving)
        {
            if (receiving.ResponseBody == 0 && !receiving.ResponseIsCoded) receiving.ResponseType = ContentSniffer.Type(data);
            receiving.ResponseBody += data.Length;
        }
    }

    public void End(bool isRequest)
    {
        if (isRequest)
        {
            _sending = null;
            return;
        }

        if (_receiving is not { } exchange) return;
        var status = exchange.Status;
        if (status / 100 == 1 && status != 101) return;
        HttpLog.Write(Log, Connection, exchange);
        _receiving = null;
        if (exchange.IsConnect && status / 100 == 2) Changes = true;
        else if (status == 101) Done = true;
    }

    HttpExchange Asked()
    {
        var exchange = new HttpExchange { Time = Log.Now, Position = Log.Position, Number = Log.Number, Depth = ++_depth };
        if (_open.Count >= MaxOpen) HttpLog.Write(Log, Connection, _open.Dequeue());
        _open.Enqueue(exchange);
        return _sending = exchange;
    }

    HttpExchange Answered()
    {
        // After "continue" the answer proper belongs to the same request.
        if (_receiving is null && !_open.TryDequeue(out _receiving)) _receiving = new HttpExchange { Time = Log.Now, Position = Log.Position, Number = Log.Number, Depth = ++_depth };
        return _receiving;
    }
}
