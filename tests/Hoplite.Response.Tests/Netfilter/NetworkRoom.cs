using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Hoplite.Response.Tests.Netfilter;

/// <summary>A network namespace of its own: a thread that left the machine's and does what it is told. It is gone when the thread is.</summary>
sealed partial class NetworkRoom : IDisposable
{
    const int NewNetwork = 0x40000000;

    readonly BlockingCollection<Action> _work = [];
    readonly Thread _thread;
    int _number;

    NetworkRoom()
    {
        using var ready = new ManualResetEventSlim();
        var error = 0;
        _thread = new Thread(() =>
        {
            error = Unshare(NewNetwork) < 0 ? Marshal.GetLastPInvokeError() : 0;
            _number = ThreadNumber();
            ready.Set();
            foreach (var action in _work.GetConsumingEnumerable()) action();
        }) { IsBackground = true };
        _thread.Start();
        ready.Wait();
        if (error != 0) Dispose();
        Assert.SkipWhen(error != 0, "a network namespace of its own needs root");
        Shell("ip link set lo up");
    }

    /// <summary>Opens one; skips the calling test where it cannot be.</summary>
    public static NetworkRoom Open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "network namespaces are part of Linux");
        Assert.SkipUnless(File.Exists("/usr/sbin/nft") && (File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip")), "nft or ip is missing");
        return new NetworkRoom();
    }

    /// <summary>The file of the namespace.</summary>
    public string Path => $"/proc/self/task/{_number}/ns/net";

    /// <summary>Everything that nft shows of the namespace.</summary>
    public string Ruleset => Shell("nft list ruleset");

    /// <summary>Does something in it.</summary>
    public T In<T>(Func<T> what)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(what());
            }
            catch (Exception wrong)
            {
                done.SetException(wrong);
            }
        });
        try
        {
            return done.Task.Result;
        }
        catch (AggregateException wrong)
        {
            ExceptionDispatchInfo.Throw(wrong.InnerException!);
            throw;
        }
    }

    /// <summary>Runs a command line in it; what it prints.</summary>
    public string Shell(string line, string input = "") => In(() =>
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{line}: {errors.Result}");
        return output.Result;
    });

    /// <summary>Joins it with another one by a cable; each end has an address with its length.</summary>
    public void Join(NetworkRoom other, string name, string here, string there)
    {
        Shell($"ip link add {name} type veth peer name {name}p && ip link set {name}p netns {other._number} && ip addr add {here} dev {name} {Quick(here)} && ip link set {name} up");
        other.Shell($"ip addr add {there} dev {name}p {Quick(there)} && ip link set {name}p up");
    }

    /// <summary>Listens on a port; every connection is echoed.</summary>
    public TcpListener Listen(string address, int port)
    {
        var listener = In(() =>
        {
            var made = new TcpListener(IPAddress.Parse(address), port);
            made.Start();
            return made;
        });
        _ = EchoAsync(listener);
        return listener;
    }

    /// <summary>Connects; null when nobody answers within a time, or the answer is no.</summary>
    public Socket? Connect(string address, int port, int milliseconds = 5000, int sourcePort = 0) => In(() =>
    {
        var to = new IPEndPoint(IPAddress.Parse(address), port);
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (sourcePort != 0)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.Bind(new IPEndPoint(to.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, sourcePort));
        }
        try
        {
            using var limit = new CancellationTokenSource(milliseconds);
            socket.ConnectAsync(to, limit.Token).AsTask().GetAwaiter().GetResult();
            return socket;
        }
        catch (Exception wrong) when (wrong is SocketException or OperationCanceledException)
        {
            LastRefusal = wrong as SocketException;
            socket.Dispose();
            return null;
        }
    });

    /// <summary>What the last connection that failed failed of; null when nobody answered.</summary>
    public SocketException? LastRefusal { get; private set; }

    /// <summary>Whether a connection can be made.</summary>
    public bool Reaches(string address, int port, int milliseconds = 5000)
    {
        using var socket = Connect(address, port, milliseconds);
        return socket is not null;
    }

    /// <summary>Whether a byte comes back over a connection within a time.</summary>
    public static bool Echoes(Socket socket, int milliseconds = 5000)
    {
        socket.Send([42]);
        return socket.Poll(milliseconds * 1000, SelectMode.SelectRead) && socket.Receive(new byte[64]) > 0;
    }

    /// <inheritdoc />
    public void Dispose() => _work.CompleteAdding();

    static string Quick(string address) => address.Contains(':', StringComparison.Ordinal) ? "nodad" : "";

    static async Task EchoAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = EchoAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    static async Task EchoAsync(Socket socket)
    {
        using var _ = socket;
        var bytes = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(bytes) is var got and > 0) await socket.SendAsync(bytes.AsMemory(0, got));
        }
        catch (SocketException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int ThreadNumber();
}
