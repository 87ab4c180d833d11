namespace Hoplite.Response.Netfilter;

/// <summary>The packet filter of the kernel refused, or cannot be reached.</summary>
/// <param name="message">What and why, in one sentence.</param>
/// <param name="error">The kernel's number for it (errno); zero when it is not from the kernel.</param>
public sealed class NetfilterException(string message, int error = 0) : Exception(message)
{
    /// <summary>The kernel's number for it (errno), positive; zero when it is not from the kernel.</summary>
    public int Error { get; } = error;

    internal static NetfilterException Of(string doing, int error, string? said = null) => new($"{doing}: {Sentence(error)}{(said is null ? "" : $" ({said})")}", error);

    static string Sentence(int error) => error switch
    {
        Errno.Perm or Errno.Access => "the kernel refused it; it needs CAP_NET_ADMIN",
        Errno.NoEntry => "there is no such thing in the packet filter",
        Errno.Exists => "it is there already, or overlaps what is there",
        Errno.NotEmpty => "it overlaps what is there",
        Errno.NoBuffers => "the kernel had more to say than the buffer holds; what happened is not known",
        Errno.NotSupported => "this kernel cannot do it",
        Errno.TooLong => "it is more than can be sent in one piece here; in a container, allow larger send buffers (net.core.wmem_max)",
        Errno.NoMemory => "the kernel has no memory for it",
        Errno.TimedOut => "the kernel did not answer in time",
        Errno.NoProtocol => "this kernel has no nf_tables",
        _ => $"the kernel refused it with error {error}",
    };
}

/// <summary>The kernel's numbers for errors that mean something here (asm-generic/errno.h).</summary>
static class Errno
{
    public const int Perm = 1, NoEntry = 2, Interrupted = 4, Again = 11, NoMemory = 12, Access = 13, Busy = 16, Exists = 17, Invalid = 22, NotEmpty = 39, Restart = 85, TooLong = 90, NoProtocol = 93, NotSupported = 95, NoBuffers = 105, TimedOut = 110;

    /// <summary>Whether the same request may go well the next time.</summary>
    public static bool IsPassing(int error) => error is Again or Restart or Interrupted;
}
