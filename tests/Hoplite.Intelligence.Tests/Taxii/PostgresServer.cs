using System.Diagnostics;
using Hoplite.Intelligence.Taxii;

namespace Hoplite.Intelligence.Tests.Taxii;

/// <summary>A PostgreSQL server of its own, on a socket in a scratch folder; nothing listens on the network.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-pg-").FullName;
    int _databases;

    /// <summary>Why it cannot be used; null when it runs.</summary>
    public string? Missing { get; private set; }

    static string? Programs => !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(b => File.Exists(Path.Combine(b, "initdb")));

    string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        Missing = Programs is null ? "PostgreSQL is not installed" : Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv") ? "setpriv is not installed" : null;
        if (Missing is not null) return;
        try
        {
            await MakeAsync();
        }
        catch (Exception wrong)
        {
            Missing = "PostgreSQL cannot be started here: " + wrong.Message;
        }
    }

    async Task MakeAsync()
    {
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", _folder);
        await OwnAsync("initdb", "-D", Data, "-U", "hoplite", "--auth=trust", "--encoding=UTF8", "--locale=C");
        await StartAsync();
    }

    /// <summary>A new, empty database.</summary>
    public async Task<string> NewAsync()
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        var name = $"d{Interlocked.Increment(ref _databases)}";
        await OwnAsync("createdb", "-h", _folder, "-U", "hoplite", name);
        return $"Host={_folder};Database={name};Username=hoplite;Maximum Pool Size=20";
    }

    /// <summary>Ends without a word, as after a power cut, and starts again.</summary>
    public async Task CrashAsync()
    {
        await OwnAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null) await OwnAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
        File.Delete(Said);
    }

    // Beside the folder, which is the server's own.
    string Said => Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + ".out");

    Task StartAsync() => OwnAsync("pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-t", "120", "-o", $"-k {_folder} -c listen_addresses='' -c max_connections=60", "start");

    // It refuses to run as root.
    Task OwnAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]) : RunAsync(path, arguments);
    }

    async Task RunAsync(string program, params string[] arguments)
    {
        // What a server inherits it keeps open, so nothing is read from a pipe.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >\"$OUT\" 2>&1 </dev/null", program, .. arguments]) { UseShellExecute = false, WorkingDirectory = "/", Environment = { ["OUT"] = Said } })!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await File.ReadAllTextAsync(Said)}");
    }
}

/// <summary>The server is shared, and the tests on it run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresServers : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A store in a database of its own.</summary>
sealed class PostgresFolder : StoreFolder
{
    readonly PostgresServer _server;
    readonly string _connection;

    PostgresFolder(PostgresServer server, string connection)
    {
        (_server, _connection) = (server, connection);
        Store = PostgresTaxiiStore.Open(connection);
    }

    public static async Task<StoreFolder> OpenAsync(PostgresServer server) => new PostgresFolder(server, await server.NewAsync());

    public override async Task CrashAsync()
    {
        var old = Store;
        await _server.CrashAsync();
        await old.DisposeAsync();
        Store = PostgresTaxiiStore.Open(_connection);
    }

    public override ITaxiiStore Beside() => PostgresTaxiiStore.Open(_connection);

    public override ValueTask DisposeAsync() => Store.DisposeAsync();
}
