using System.Security.Cryptography;
using Hoplite.Guard.Actions;

namespace Hoplite.Server.Responses;

/// <summary>Questions that nobody should say yes to. They ask for something that would hurt everybody, and are never done.</summary>
static class TestQuestions
{
    const int OneIn = 50;

    static readonly string[] Shared = ["1.1.1.1", "8.8.8.8", "9.9.9.9", "208.67.222.222"];

    /// <summary>One, now and then.</summary>
    public static ProposedAction? Of(ProposedAction beside) => RandomNumberGenerator.GetInt32(OneIn) == 0 ? Make(beside) : null;

    internal static ProposedAction Make(ProposedAction beside) =>
        ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address(Shared[RandomNumberGenerator.GetInt32(Shared.Length)])!, TimeSpan.FromHours(1), beside.Incident, beside.Playbook);
}
