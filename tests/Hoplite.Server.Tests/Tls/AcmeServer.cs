using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Tests.Tls;

/// <summary>A small ACME authority (RFC 8555): it checks nonces, signatures and challenges, and signs with its own root.</summary>
sealed class AcmeServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly HashSet<string> _nonces = new(StringComparer.Ordinal);
    readonly Uri _site;
    JsonNode? _account;
    string[] _names = [];
    string _authorization = "pending", _order = "pending", _certificate = "", _reason = "";
    bool _hasRefusedNonce;

    AcmeServer(Uri site)
    {
        _site = site;
        var request = new CertificateRequest("CN=Test root", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public X509Certificate2 Root { get; }

    /// <summary>How long certificates last.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromDays(90);

    public int Issued { get; private set; }

    public string Address => _app.Urls.First().TrimEnd('/');

    /// <param name="site">Where every name leads.</param>
    public static async Task<AcmeServer> StartAsync(Uri site)
    {
        var server = new AcmeServer(site);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rootKey.Dispose();
        Root.Dispose();
    }

    async Task AnswerAsync(HttpContext context)
    {
        var nonce = Guid.NewGuid().ToString("N");
        _nonces.Add(nonce);
        context.Response.Headers["Replay-Nonce"] = nonce;
        var path = context.Request.Path.ToString();
        if (path == "/directory") await context.Response.WriteAsJsonAsync(new { newNonce = Address + "/nonce", newAccount = Address + "/account", newOrder = Address + "/orders" });
        else if (context.Request.Method == "POST") await PostAsync(context, path);
    }

    async Task PostAsync(HttpContext context, string path)
    {
        var jws = (await JsonNode.ParseAsync(context.Request.Body))!;
        var header = JsonNode.Parse(Base64Url.DecodeFromChars((string)jws["protected"]!))!;
        if (!_nonces.Remove((string)header["nonce"]!) || !_hasRefusedNonce)
        {
            // Every first nonce is too old, as it is after a pause.
            _hasRefusedNonce = true;
            await RefuseAsync(context, "badNonce");
            return;
        }

        if ((string)header["url"]! != Address + path || (string)header["alg"]! != "ES256" || !IsSigned(jws, header["jwk"] ?? Known(header)))
        {
            await RefuseAsync(context, "unauthorized");
            return;
        }

        var payload = (string)jws["payload"]! is { Length: > 0 } text ? JsonNode.Parse(Base64Url.DecodeFromChars(text)) : null;
        await context.Response.WriteAsync(path switch
        {
            "/account" => Account(context, header, payload!),
            "/orders" => Order(context, payload!),
            "/authorization" => State(_authorization, new { challenges = new object[] { new { type = "dns-01" }, new { type = "http-01", url = Address + "/challenge", token = "the-token", error = new { detail = _reason } } } }),
            "/challenge" => await CheckAsync(),
            "/finalize" => Issue(payload!),
            "/order" => State(_order, new { certificate = Address + "/certificate" }),
            "/certificate" => _certificate,
            _ => "",
        });
    }

    JsonNode? Known(JsonNode header) => (string?)header["kid"] == Address + "/account/1" ? _account : null;

    string Account(HttpContext context, JsonNode header, JsonNode payload)
    {
        if ((bool)payload["termsOfServiceAgreed"]!) _account = header["jwk"]!.DeepClone();
        context.Response.Headers.Location = Address + "/account/1";
        return "{}";
    }

    string Order(HttpContext context, JsonNode payload)
    {
        _names = [.. payload["identifiers"]!.AsArray().Select(i => (string)i!["value"]!)];
        (_authorization, _order) = ("pending", "pending");
        context.Response.Headers.Location = Address + "/order";
        return State("pending", new { authorizations = new[] { Address + "/authorization" }, finalize = Address + "/finalize" });
    }

    async Task<string> CheckAsync()
    {
        using var client = new HttpClient();
        var answer = await client.GetAsync(new Uri(_site, "/.well-known/acme-challenge/the-token"));
        var x = new { crv = "P-256", kty = "EC", x = (string)_account!["x"]!, y = (string)_account["y"]! };
        var expected = "the-token." + Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(x)));
        var isRight = answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync() == expected;
        (_authorization, _reason) = isRight ? ("valid", "") : ("invalid", "nothing was there");
        return "{}";
    }

    string Issue(JsonNode payload)
    {
        var request = CertificateRequest.LoadSigningRequest(
            Base64Url.DecodeFromChars((string)payload["csr"]!), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        var names = request.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames().ToArray();
        if (_authorization != "valid" || !names.SequenceEqual(_names)) return "{}";
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), now.AddMinutes(-5), now + Life, [1, 2, 3, (byte)++Issued]);
        (_order, _certificate) = ("valid", issued.ExportCertificatePem() + "\n" + Root.ExportCertificatePem() + "\n");
        return State("processing", new { });
    }

    static bool IsSigned(JsonNode jws, JsonNode? key)
    {
        if (key is null) return false;
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)key["x"]!), Y = Base64Url.DecodeFromChars((string)key["y"]!) },
        });
        return ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{jws["protected"]}.{jws["payload"]}"), Base64Url.DecodeFromChars((string)jws["signature"]!), HashAlgorithmName.SHA256);
    }

    static string State(string status, object rest)
    {
        var node = JsonSerializer.SerializeToNode(rest)!;
        node["status"] = status;
        return node.ToJsonString();
    }

    static Task RefuseAsync(HttpContext context, string kind)
    {
        context.Response.StatusCode = 400;
        return context.Response.WriteAsJsonAsync(new { type = "urn:ietf:params:acme:error:" + kind, detail = kind });
    }
}
