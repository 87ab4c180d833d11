using System.Security.Cryptography;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Microsoft.Playwright;

namespace Hoplite.Console.Tests;

/// <summary>A real server over a scratch folder and a real browser before it.</summary>
sealed class Journey : IAsyncDisposable
{
    const string Chromium = "/usr/bin/chromium";

    // Without these the browser keeps asking for hosts of its maker.
    static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-console-").FullName;
    IPlaywright _playwright = null!;
    IBrowser _browser = null!;

    Journey(Func<ServeOptions, ServeOptions>? change)
    {
        var options = new ServeOptions
        {
            Data = Path.Combine(_folder, "data"), Web = new WebOptions { Port = 0 }, Store = new StoreOptions { MinFreeMb = 0, MemoryMb = 256 },
        };
        Server = HopliteServer.Create(change?.Invoke(options) ?? options);
    }

    public HopliteServer Server { get; }

    public IPage Page { get; private set; } = null!;

    /// <summary>What the page complained about.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Journey> StartAsync(Func<ServeOptions, ServeOptions>? change = null)
    {
        Assert.SkipUnless(File.Exists(Chromium), "there is no Chromium at /usr/bin/chromium; install the package chromium");
        Assert.SkipUnless(HopliteServer.HasConsole, "the console is not part of this build; run scripts/console.sh and build again");
        var journey = new Journey(change);
        await journey.Server.StartAsync(TestContext.Current.CancellationToken);
        journey._playwright = await Playwright.CreateAsync();
        journey._browser = await journey._playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Quiet });
        var context = await journey._browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = journey.Server.Addresses[0].Replace("127.0.0.1", "localhost", StringComparison.Ordinal), ViewportSize = new ViewportSize { Width = 1360, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        journey.Page = await context.NewPageAsync();
        journey.Page.PageError += (_, error) => journey.Complaints.Add(error);
        journey.Page.Response += (_, answer) =>
        {
            if (answer.Status >= 500) journey.Complaints.Add($"{answer.Status} {answer.Url}");
        };
        return journey;
    }

    /// <summary>Keeps a picture of the page where <c>HOPLITE_PICTURES</c> says; for the documentation.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("HOPLITE_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }

    /// <summary>The code an authenticator app shows now (RFC 6238).</summary>
    public static string Code(string secret)
    {
        var key = new List<byte>();
        var (bits, value) = (0, 0);
        foreach (var letter in secret.Where(char.IsAsciiLetterOrDigit))
        {
            value = (value << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            if ((bits += 5) < 8) continue;
            key.Add((byte)(value >> (bits -= 8)));
        }

        var step = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        if (BitConverter.IsLittleEndian) Array.Reverse(step);
        var hash = HMACSHA1.HashData(key.ToArray(), step);
        var at = hash[^1] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        // Shown with a test that failed: most of the times it says why.
        if (!Page.IsClosed) TestContext.Current.TestOutputHelper?.WriteLine($"The page at the end, {Page.Url}:\n{await Page.Locator("body").InnerTextAsync()}");
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
