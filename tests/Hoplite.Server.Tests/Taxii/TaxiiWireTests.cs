using System.IO.Compression;
using System.Net.Http.Headers;
using Hoplite.Intelligence.Taxii;
using Hoplite.Server.Taxii;
using static Hoplite.Server.Tests.Taxii.TaxiiSite;

namespace Hoplite.Server.Tests.Taxii;

public sealed class TaxiiWireTests(ReadOnlySite shared) : IClassFixture<ReadOnlySite>
{
    [Theory]
    [InlineData("application/taxii+json;version=2.1", 200)]
    [InlineData("application/taxii+json; version=2.1", 200)]
    [InlineData("application/taxii+json", 200)]
    [InlineData("APPLICATION/TAXII+JSON;VERSION=\"2.1\"", 200)]
    [InlineData("text/html, application/taxii+json;version=2.1;q=0.5", 200)]
    [InlineData("*/*", 200)]
    [InlineData("application/*;q=0.1", 200)]
    [InlineData("application/taxii+json;version=2.0, application/taxii+json;version=2.1", 200)]
    [InlineData("application/taxii+json;version=2.0", 406)]
    [InlineData("application/taxii+json;version=2.1;q=0", 406)]
    [InlineData("application/taxii+json;version=2.1;q=0, */*", 406)]
    [InlineData("text/html", 406)]
    public async Task The_media_type_is_agreed_on(string accept, int status)
    {
        var site = shared.Site;
        var reply = await site.GetAsync("/taxii2/", r =>
        {
            r.Headers.Remove("Accept");
            r.Headers.TryAddWithoutValidation("Accept", accept);
        });
        Assert.Equal((status, Media), (reply.Status, reply.Type));
    }

    [Theory]
    [InlineData("application/taxii+json; version=2.1", 202)]
    [InlineData("application/taxii+json", 202)]
    [InlineData("application/taxii+json;version=2.0", 415)]
    [InlineData("application/json", 415)]
    public async Task Only_our_media_type_is_taken(string type, int status)
    {
        var site = shared.Site;
        Assert.Equal(status, (await site.PostAsync(Empty + "objects/", Envelope(Item()), r =>
        {
            r.Content!.Headers.Remove("Content-Type");
            r.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        })).Status);
    }

    [Theory]
    [InlineData("GET", "/trustgroup1/nothing/", 404)]
    [InlineData("GET", "/trustgroup1/collections/24042009/manifest/", 404)]
    [InlineData("GET", "/trustgroup1/status/22101993/", 404)]
    [InlineData("GET", "/taxii2/other", 404)]
    [InlineData("GET", "/trustgroup2/", 404)]
    [InlineData("GET", "/carbon1/collections/12345678-1234-1234-1234-123456789012/", 404)]
    [InlineData("GET", Full + "objects/malware--cee60c30-a68c-11e3-b0c1-a01aac20d000/", 404)]
    [InlineData("GET", Full + "objects/malware--cee60c30-a68c-11e3-b0c1-a01aac20d000/versions/", 404)]
    [InlineData("DELETE", Empty + "objects/malware--cee60c30-a68c-11e3-b0c1-a01aac20d000/", 404)]
    [InlineData("PUT", Full + "objects/", 405)]
    [InlineData("POST", "/taxii2/", 405)]
    [InlineData("DELETE", Full + "manifest/", 405)]
    [InlineData("GET", Forbidden + "objects/", 403)]
    [InlineData("GET", Forbidden + "manifest/", 403)]
    [InlineData("GET", Forbidden + "objects/indicator--b81f86b9-975b-bb0b-775e-810c5bd45b4f/", 403)]
    [InlineData("POST", Forbidden + "objects/", 403)]
    [InlineData("DELETE", Forbidden + "objects/indicator--b81f86b9-975b-bb0b-775e-810c5bd45b4f/", 403)]
    public async Task Every_error_has_its_status_and_a_title(string method, string path, int status)
    {
        var site = shared.Site;
        var reply = await site.SendAsync(new HttpMethod(method), path, method is "PUT" or "POST" ? "{}" : null);
        Assert.Equal((status, Media), (reply.Status, reply.Type));
        Assert.False(string.IsNullOrEmpty((string?)reply.Json!["title"]));
        Assert.Equal(status == 405, reply.Header("Allow") is not null);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_name_and_all_ways_of_saying_one_are_known()
    {
        await using var site = await StartAsync(o => o with { Users = [.. o.Users, new TaxiiUserOptions { Name = "hashed", Password = TaxiiSignIn.HashPassword("secret"), Token = "a-token-of-enough-characters" }] });
        var nobody = await site.GetAsync("/trustgroup1/collections/none/", r => r.Headers.Authorization = null);
        Assert.Equal((401, Media), (nobody.Status, nobody.Type));
        Assert.Contains("Basic realm=", nobody.Header("WWW-Authenticate"), StringComparison.Ordinal);
        async Task<int> Status(AuthenticationHeaderValue header) => (await site.GetAsync("/taxii2/", r => r.Headers.Authorization = header)).Status;
        Assert.Equal(401, await Status(As("admin", "Password1")));
        Assert.Equal(401, await Status(As("nobody", "Password0")));
        Assert.Equal(401, await Status(new AuthenticationHeaderValue("Basic", "%%%")));
        Assert.Equal(200, await Status(As("hashed", "secret")));
        Assert.Equal(401, await Status(As("hashed", "Secret")));
        Assert.Equal(200, await Status(new AuthenticationHeaderValue("Bearer", "a-token-of-enough-characters")));
        Assert.Equal(401, await Status(new AuthenticationHeaderValue("Bearer", "another-token-of-that-kind")));
        Assert.Equal(403, (await site.PostAsync(Empty + "objects/", Envelope(Item()), r => r.Headers.Authorization = As("user1", "Password1"))).Status);
    }

    [Fact]
    public async Task Pages_are_packed_and_not_sent_twice()
    {
        await using var site = await StartAsync();
        var plain = await site.GetAsync(Full + "objects/");
        var gzip = await site.GetAsync(Full + "objects/", r => r.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate"));
        var brotli = await site.GetAsync(Full + "objects/", r => r.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br"));
        Assert.Equal(("gzip", "br", null), (gzip.Encoding, brotli.Encoding, plain.Encoding));
        using var unpacked = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(gzip.Bytes), CompressionMode.Decompress)) await stream.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        Assert.Equal(plain.Bytes, unpacked.ToArray());

        Task<Reply> Again() => site.GetAsync(Empty + "objects/", r => r.Headers.TryAddWithoutValidation("If-None-Match", plain.Header("ETag")));
        Assert.Equal(304, (await site.GetAsync(Full + "objects/", r => r.Headers.TryAddWithoutValidation("If-None-Match", plain.Header("ETag")))).Status);
        Assert.Equal(200, (await Again()).Status);
        await site.PostAsync(Full + "objects/", Envelope(Item()));
        Assert.Equal(200, (await site.GetAsync(Full + "objects/", r => r.Headers.TryAddWithoutValidation("If-None-Match", plain.Header("ETag")))).Status);
    }

    [Fact]
    public async Task Head_options_and_ranges_behave()
    {
        var site = shared.Site;
        var head = await site.SendAsync(HttpMethod.Head, Full + "objects/");
        Assert.Equal((200, 0, "2014-05-08T09:00:00.000000Z"), (head.Status, head.Bytes.Length, head.First));
        Assert.Equal((204, "GET, HEAD, POST, OPTIONS"), (await site.SendAsync(HttpMethod.Options, Full + "objects/") is var o ? (o.Status, o.Header("Allow")) : default));
        Assert.Equal(200, (await site.GetAsync(Full + "objects/", r => r.Headers.TryAddWithoutValidation("Range", "items 0-1"))).Status);
    }
}
