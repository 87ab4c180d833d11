namespace Hoplite.Detection.Sigma;

/// <summary>What one rule may grow to while its values are written out.</summary>
sealed class Budget(int line)
{
    const int CharactersPerUnit = 64;

    int _left = 200_000;

    /// <summary>The most variants that one value may be written out to.</summary>
    public const int MostVariants = 20_000;

    public void Charge(int characters)
    {
        _left -= 1 + (characters / CharactersPerUnit);
        if (_left < 0) throw new RuleProblem(line, "The rule grows too large once its values are written out.");
    }
}
