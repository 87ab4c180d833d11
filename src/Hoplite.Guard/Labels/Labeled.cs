namespace Hoplite.Guard.Labels;

/// <summary>A value with its label. Labels sit on values, never on conversations.</summary>
/// <typeparam name="T">A crossing type: truth, a name of a closed list, a bounded number, an address, a hash, an id, a time; or <see cref="Text.UntrustedText"/>.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Label">Its label.</param>
public sealed record Labeled<T>(T Value, Label Label)
{
    /// <summary>Something made from this value alone, with the same label.</summary>
    public Labeled<TResult> Select<TResult>(Func<T, TResult> make) => new(make(Value), Label);

    /// <summary>Something made from this value and another, with the label of both.</summary>
    public Labeled<TResult> With<TOther, TResult>(Labeled<TOther> other, Func<T, TOther, TResult> make) => new(make(Value, other.Value), Label.Join(Label, other.Label));
}
