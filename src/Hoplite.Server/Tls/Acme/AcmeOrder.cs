using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Hoplite.Server.Tls.Acme;

/// <summary>Gets one certificate: account, order, challenges over HTTP, signing request, download.</summary>
sealed class AcmeOrder(AcmeOptions options, AcmeConnection connection, AcmeKey key, AcmeChallenges challenges, TimeProvider time)
{
    const int MostPolls = 60;

    /// <summary>Gets a certificate.</summary>
    /// <returns>The certificate with its chain, and its key, in PEM.</returns>
    public async Task<string> GetAsync(CancellationToken cancellation)
    {
        var directory = await connection.DirectoryAsync(options.Directory, cancellation).ConfigureAwait(false);
        connection.NonceSource = Link(directory, "newNonce");
        var contact = options.Email is null ? [] : new[] { "mailto:" + options.Email };
        var account = await connection.PostAsync(Link(directory, "newAccount"), new { termsOfServiceAgreed = options.AgreesToTerms, contact }, cancellation).ConfigureAwait(false);
        connection.Account = account.Location?.AbsoluteUri ?? throw new InvalidDataException("the authority named no account");

        var order = await connection.PostAsync(Link(directory, "newOrder"), new { identifiers = options.Names.Select(n => new { type = "dns", value = n }) }, cancellation).ConfigureAwait(false);
        var place = order.Location ?? throw new InvalidDataException("the authority named no order");
        foreach (var authorization in order.Json["authorizations"]!.AsArray()) await ProveAsync(new Uri((string)authorization!), cancellation).ConfigureAwait(false);

        using var certificateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await connection.PostAsync(Link(order.Json, "finalize"), new { csr = Base64Url.EncodeToString(Request(certificateKey)) }, cancellation).ConfigureAwait(false);
        var done = await PollAsync(place, "valid", cancellation).ConfigureAwait(false);
        var certificate = await connection.PostAsync(Link(done, "certificate"), null, cancellation).ConfigureAwait(false);
        return $"{certificate.Body}\n{certificateKey.ExportPkcs8PrivateKeyPem()}\n";
    }

    async Task ProveAsync(Uri authorization, CancellationToken cancellation)
    {
        var state = (await connection.PostAsync(authorization, null, cancellation).ConfigureAwait(false)).Json;
        if ((string?)state["status"] == "valid") return;
        var challenge = state["challenges"]!.AsArray().FirstOrDefault(c => (string?)c!["type"] == "http-01") ?? throw new InvalidDataException("the authority offers no challenge over HTTP");
        var token = (string)challenge["token"]!;
        challenges.Put(token, $"{token}.{key.Thumbprint}");
        try
        {
            await connection.PostAsync(Link(challenge, "url"), new { }, cancellation).ConfigureAwait(false);
            await PollAsync(authorization, "valid", cancellation).ConfigureAwait(false);
        }
        finally
        {
            challenges.Remove(token);
        }
    }

    async Task<JsonNode> PollAsync(Uri place, string wanted, CancellationToken cancellation)
    {
        for (var i = 0; i < MostPolls; i++)
        {
            var answer = await connection.PostAsync(place, null, cancellation).ConfigureAwait(false);
            var status = (string?)answer.Json["status"];
            if (status == wanted) return answer.Json;
            if (status is "invalid" or "expired" or "revoked" or "deactivated") throw new AcmeRefusal("", $"the authority could not check the name: {Why(answer.Json)}");
            var wait = answer.Wait is { } asked && asked < TimeSpan.FromMinutes(1) ? asked : options.PollEvery;
            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
        }

        throw new AcmeRefusal("", "the authority did not finish in time");
    }

    byte[] Request(ECDsa certificateKey)
    {
        var request = new CertificateRequest($"CN={options.Names[0]}", certificateKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in options.Names) names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSigningRequest();
    }

    static string Why(JsonNode state) =>
        (string?)state["error"]?["detail"] ?? (string?)state["challenges"]?.AsArray().Select(c => c!["error"]?["detail"]).FirstOrDefault(d => d is not null) ?? "no reason given";

    static Uri Link(JsonNode node, string name) => Uri.TryCreate((string?)node[name], UriKind.Absolute, out var link) ? link : throw new InvalidDataException($"the authority named no {name}");
}
