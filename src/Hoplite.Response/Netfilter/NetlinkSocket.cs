using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hoplite.Response.Netfilter;

/// <summary>A conversation with the packet filter of the kernel. It belongs to the network namespace of the thread that opened it. One thread at a time.</summary>
sealed class NetlinkSocket : IDisposable
{
    const int FlagRequest = 1, FlagDump = 0x300, DoNotWait = 0x40;
    const long Patience = 10;

    static readonly byte[] Kernel = Address();

    readonly SocketDescriptor _socket;
    readonly byte[] _buffer = new byte[256 * 1024];
    uint _sequence;

    NetlinkSocket(SocketDescriptor socket) => _socket = socket;

    /// <exception cref="NetfilterException">The kernel has no netlink, or gives no socket.</exception>
    public static NetlinkSocket Open()
    {
        if (!OperatingSystem.IsLinux()) throw new NetfilterException("the packet filter nf_tables is part of Linux");
        var descriptor = Libc.Socket(Libc.FamilyNetlink, Libc.Raw | Libc.CloseOnExec, Libc.ProtocolNetfilter);
        if (descriptor < 0) throw NetfilterException.Of("a netlink socket cannot be opened", Marshal.GetLastPInvokeError());
        var opened = new SocketDescriptor(descriptor);
        if (Libc.Bind(opened, Kernel, Kernel.Length) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            opened.Dispose();
            throw NetfilterException.Of("a netlink socket cannot be bound", error);
        }

        // A batch goes out in one piece, so the buffer must hold it; without the right to force it, small batches still go.
        Set(opened, Libc.LevelSocket, Libc.SendBufferForce, 64 << 20);
        Set(opened, Libc.LevelSocket, Libc.ReceiveBufferForce, 8 << 20);
        Set(opened, Libc.LevelNetlink, Libc.CapAck, 1);
        Set(opened, Libc.LevelNetlink, Libc.ExtendedAck, 1);
        byte[] wait = [.. BitConverter.GetBytes(Patience), .. BitConverter.GetBytes(0L)];
        _ = Libc.SetOption(opened, Libc.LevelSocket, Libc.ReceiveTimeout, wait, wait.Length);
        _ = Libc.SetOption(opened, Libc.LevelSocket, Libc.SendTimeout, wait, wait.Length);
        return new NetlinkSocket(opened);
    }

    /// <summary>Sends a batch and waits until it has happened or not.</summary>
    /// <returns>Zero, or the first error of the kernel, positive, and what it said.</returns>
    /// <exception cref="NetfilterException">It is not known what happened.</exception>
    public (int Error, string? Said) Commit(NetlinkBatch batch)
    {
        Drain();
        Send(batch.Seal());
        (int Error, string? Said) first = default;
        while (true)
        {
            foreach (var message in Receive())
            {
                if (message.Type != NetlinkMessage.Error) continue;
                if (first.Error == 0) first = (message.Errno, message.Said);

                // What goes wrong with the batch as a whole is the answer to its begin, and may be the only one.
                if (message.Sequence == batch.Count || (message.Sequence == 0 && message.Errno != 0)) return first;
            }
        }
    }

    /// <summary>Asks for one thing; null when there is no such thing.</summary>
    public NetlinkMessage? Ask(int type, Action<NetlinkWriter>? write = null)
    {
        Drain();
        Send(Request(type, 0, write));
        while (true)
        {
            foreach (var message in Receive())
            {
                if (message.Sequence != _sequence) continue;
                if (message.Type != NetlinkMessage.Error) return message;
                if (message.Errno == Errno.NoEntry) return null;
                throw NetfilterException.Of("the packet filter could not be asked", message.Errno, message.Said);
            }
        }
    }

    /// <summary>Lists things until the reader has seen enough; false when the list changed meanwhile and must be read again.</summary>
    /// <param name="type">The kind of thing.</param>
    /// <param name="write">Writes what to list.</param>
    /// <param name="read">Is given each; says whether it wants more.</param>
    public bool List(int type, Action<NetlinkWriter>? write, Func<NetlinkMessage, bool> read)
    {
        Drain();
        Send(Request(type, FlagDump, write));
        var (wants, whole) = (true, true);
        while (true)
        {
            foreach (var message in Receive())
            {
                if (message.Sequence != _sequence) continue;
                if (message.Type == NetlinkMessage.Error)
                {
                    if (message.Errno is 0 or Errno.NoEntry) return true;
                    if (Errno.IsPassing(message.Errno)) return false;
                    throw NetfilterException.Of("the packet filter could not be listed", message.Errno, message.Said);
                }
                whole &= (message.Flags & NetlinkMessage.FlagInterrupted) == 0;
                if (message.Type == NetlinkMessage.Done) return whole;
                wants = wants && read(message);
            }
        }
    }

    ReadOnlySpan<byte> Request(int type, int flags, Action<NetlinkWriter>? write)
    {
        var writer = new NetlinkWriter();

        // Batches count from one, so other requests count from far above.
        _sequence = Math.Max(_sequence + 1, 1u << 24);
        writer.Begin(Schema.Type(type), FlagRequest | flags, _sequence, Schema.Inet);
        write?.Invoke(writer);
        writer.End();
        return writer.Written;
    }

    void Send(ReadOnlySpan<byte> bytes)
    {
        if (Libc.SendTo(_socket, bytes, bytes.Length, 0, Kernel, Kernel.Length) < 0) throw NetfilterException.Of("the packet filter could not be told", Marshal.GetLastPInvokeError());
    }

    // What a broken conversation left behind is no answer to the next.
    void Drain()
    {
        while (Libc.Receive(_socket, _buffer, _buffer.Length, DoNotWait) > 0)
        {
        }
    }

    List<NetlinkMessage> Receive()
    {
        nint got;
        while ((got = Libc.Receive(_socket, _buffer, _buffer.Length, 0)) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted) throw NetfilterException.Of("the packet filter did not answer", error == Errno.Again ? Errno.TimedOut : error);
        }
        var messages = new List<NetlinkMessage>();
        for (var at = 0; at + 16 <= got;)
        {
            var head = _buffer.AsSpan(at);
            var size = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (size < 16 || at + size > got) break;
            messages.Add(new NetlinkMessage(BinaryPrimitives.ReadUInt16LittleEndian(head[4..]), BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt32LittleEndian(head[8..]), _buffer.AsMemory(at + 16, size - 16)));
            at += (size + 3) & ~3;
        }
        return messages;
    }

    public void Dispose() => _socket.Dispose();

    static void Set(SocketDescriptor socket, int level, int name, int value) => _ = Libc.SetOption(socket, level, name, BitConverter.GetBytes(value), 4);

    static byte[] Address()
    {
        var address = new byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(address, Libc.FamilyNetlink);
        return address;
    }
}
