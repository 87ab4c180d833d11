using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Tests.Identity;

/// <summary>A small OpenID Connect provider: discovery, keys, authorize, token; it checks PKCE and the client's secret.</summary>
sealed class OidcProvider : IAsyncDisposable
{
    readonly RSA _key = RSA.Create(2048);
    readonly WebApplication _app;
    readonly Dictionary<string, (string Challenge, string Nonce)> _codes = new(StringComparer.Ordinal);

    OidcProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = Issuer, jwks_uri = Issuer + "/keys", authorization_endpoint = Issuer + "/authorize", token_endpoint = Issuer + "/token",
            response_types_supported = new[] { "code" }, subject_types_supported = new[] { "public" }, id_token_signing_alg_values_supported = new[] { "RS256" },
        });
        _app.MapGet("/keys", () => new { keys = new[] { new { kty = "RSA", use = "sig", kid = "1", alg = "RS256", n = Part(_key.ExportParameters(false).Modulus!), e = Part(_key.ExportParameters(false).Exponent!) } } });
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
    }

    /// <summary>Who is sitting at the provider.</summary>
    public Dictionary<string, object> Person { get; } = new(StringComparer.Ordinal) { ["sub"] = "42", ["preferred_username"] = "olga" };

    /// <summary>Whether to sign with another key than the published one.</summary>
    public bool Forges { get; set; }

    public string Issuer => _app.Urls.First().TrimEnd('/');

    public static async Task<OidcProvider> StartAsync()
    {
        var provider = new OidcProvider();
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["client_id"] != "hoplite") return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.Remove(form["code"].ToString(), out var begun) || form["client_secret"] != "shh") return Results.BadRequest(new { error = "invalid_grant" });
        if (Part(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != begun.Challenge) return Results.BadRequest(new { error = "invalid_grant" });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(Person, StringComparer.Ordinal) { ["iss"] = Issuer, ["aud"] = "hoplite", ["iat"] = now, ["exp"] = now + 300, ["nonce"] = begun.Nonce };
        return Results.Json(new { access_token = "opaque", token_type = "Bearer", expires_in = 300, id_token = Sign(claims) });
    }

    string Sign(object claims)
    {
        var text = $"{Part(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", kid = "1", typ = "JWT" }))}.{Part(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var other = RSA.Create(2048);
        return $"{text}.{Part((Forges ? other : _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
