namespace Hoplite.Telemetry.Archives;

/// <summary>The content of the member a <see cref="TarMembers"/> is at.</summary>
sealed class TarMemberStream(TarMembers members) : ForwardStream
{
    public override int Read(Span<byte> buffer) => members.Read(buffer);
}
