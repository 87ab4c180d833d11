namespace Hoplite.Telemetry.Capture;

/// <summary>Who speaks with whom, the one who began first.</summary>
readonly record struct FlowKey(UInt128 Originator, UInt128 Responder, ushort OriginatorPort, ushort ResponderPort, byte Protocol)
{
    /// <summary>The same conversation seen from the other end.</summary>
    public FlowKey Turned => new(Responder, Originator, ResponderPort, OriginatorPort, Protocol);
}

/// <summary>Takes both directions of a conversation for the same; a secret keeps an attacker from choosing keys that collide.</summary>
sealed class FlowKeyComparer : IEqualityComparer<FlowKey>
{
    static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    public bool Equals(FlowKey x, FlowKey y) => x.Protocol == y.Protocol && (Same(x, y) || Same(x, y.Turned));

    public int GetHashCode(FlowKey key) => (int)((End(key.Originator, key.OriginatorPort) + End(key.Responder, key.ResponderPort) + key.Protocol) >> 17);

    static bool Same(in FlowKey x, in FlowKey y) =>
        x.OriginatorPort == y.OriginatorPort && x.ResponderPort == y.ResponderPort && x.Originator == y.Originator && x.Responder == y.Responder;

    static ulong End(UInt128 address, ushort port)
    {
        var mixed = ((ulong)(address >> 64) ^ Seed) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32) ^ (ulong)address) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 29) ^ port ^ Seed) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 32);
    }
}
