namespace Hoplite.Guard.Cedar.Wasm;

/// <summary>How much a call into the module may use. Fuel counts executed instructions, so a limit is met at the same place on every machine.</summary>
static class CedarLimits
{
    /// <summary>For one question; an ordinary one needs about a hundredth.</summary>
    public const ulong QuestionFuel = 200_000_000;

    /// <summary>For reading and validating policies.</summary>
    public const ulong ParseFuel = 20_000_000_000;

    /// <summary>Bytes of a question or of policies, as JSON.</summary>
    public const int MaxCall = 1 << 20;

    /// <summary>How deep values may be nested.</summary>
    public const int MaxDepth = 32;

    /// <summary>Bytes of memory an instance may grow to.</summary>
    public const long MaxMemory = 64 << 20;

    /// <summary>Questions after which an instance makes room for a fresh one: what a call leaves behind never adds up.</summary>
    public const int QuestionsOfAnInstance = 100_000;
}
