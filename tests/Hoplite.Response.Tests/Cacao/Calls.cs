using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

/// <summary>Calls as the engine would make them.</summary>
static class Calls
{
    public static CommandCall Of(CommandKind kind, string text, Party? target = null, AuthenticationInfo? login = null, string body = "", string? variable = null, string? value = null, params string[] outArgs)
    {
        var agent = new Party("linux--1", "linux", "here");
        return new CommandCall(
            Guid.CreateVersion7(), "action--1", Guid.NewGuid(), new ReadyCommand(kind, text, new Dictionary<string, IReadOnlyList<string>>(), body), agent, target ?? agent, login,
            variable is null ? [] : new Dictionary<string, string> { [variable] = value! }, outArgs, TimeSpan.FromSeconds(20));
    }

    public static Party At(string kind, string address, int port) =>
        new($"{kind}--1", kind, "there") { Addresses = new Dictionary<string, IReadOnlyList<string>> { [address.Contains("://", StringComparison.Ordinal) ? "url" : "ipv4"] = [address] }, Port = port == 0 ? null : port.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    public static AuthenticationInfo Login(string kind, string? secret = "s", string? header = null) => new($"{kind}--1", kind, "ada", secret, header, false);
}
