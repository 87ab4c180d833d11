namespace Hoplite.Cli;

/// <summary>What the program says to the shell; a stable contract.</summary>
static class ExitCode
{
    /// <summary>All well, nothing found at or above the level asked.</summary>
    public const int Fine = 0;

    /// <summary>Findings at or above the level asked.</summary>
    public const int Findings = 1;

    /// <summary>The command line or the input is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The program itself failed.</summary>
    public const int Internal = 3;
}
