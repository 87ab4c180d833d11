using Hoplite.Telemetry.Mapping;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The names of the interfaces of DCE/RPC and of their operations: <c>content/mappings/dce-rpc.yaml</c>.</summary>
sealed class RpcInterfaces
{
    readonly Dictionary<Guid, RpcInterface> _byId = [];

    RpcInterfaces(IEnumerable<RpcInterface> all)
    {
        foreach (var one in all) _byId[Guid.Parse(one.Uuid)] = one;
    }

    /// <summary>The table of this build.</summary>
    public static RpcInterfaces Default { get; } = Load();

    public string Endpoint(Guid id) => _byId.TryGetValue(id, out var found) ? found.Endpoint : id.ToString();

    public string Operation(Guid id, int number) =>
        _byId.TryGetValue(id, out var found) && number < found.Operations.Count ? found.Operations[number] : $"unknown-{number}";

    static RpcInterfaces Load()
    {
        using var stream = Content.Open("dce-rpc.yaml");
        using var text = new StreamReader(stream);
        return new(new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<RpcFile>(text).Interfaces);
    }

    sealed class RpcFile
    {
        public List<RpcInterface> Interfaces { get; init; } = [];
    }

    sealed class RpcInterface
    {
        public string Uuid { get; init; } = "";

        public string Endpoint { get; init; } = "";

        public List<string> Operations { get; init; } = [];
    }
}
