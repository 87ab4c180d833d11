using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Matching;

/// <summary>One distinct test of one field (or of the whole event), shared by all rules of a plan that make it.</summary>
abstract class Predicate(int id, int slot)
{
    /// <summary>The slot of a keyword test, which looks at the whole event.</summary>
    public const int WholeEvent = -1;

    /// <summary>Its number in the plan.</summary>
    public int Id { get; } = id;

    /// <summary>The slot of the field, or <see cref="WholeEvent"/>.</summary>
    public int Slot { get; } = slot;

    /// <summary>Whether the event passes.</summary>
    public abstract bool Test(EventView view);

    /// <summary>Makes the predicate of a test.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="slot">The slot of its field.</param>
    /// <param name="test">The test.</param>
    /// <param name="slotOf">Gives the slot of another field the test refers to.</param>
    public static Predicate Create(int id, int slot, ValueTest test, Func<string, int> slotOf) => test switch
    {
        TextTest text => slot == WholeEvent ? new KeywordPredicate(id, BytePattern.Of(text)) : new TextPredicate(id, slot, BytePattern.Of(text)),
        NumberTest number => new NumberPredicate(id, slot, Order.Equal, number.Value),
        OrderTest order => new NumberPredicate(id, slot, order.Order, order.Bound),
        RegexTest regex => new RegexPredicate(id, slot, regex),
        CidrTest cidr => new CidrPredicate(id, slot, cidr.Network),
        NullTest => new NullPredicate(id, slot),
        ExistsTest exists => new ExistsPredicate(id, slot, exists.Expected),
        FieldReferenceTest reference => new FieldReferencePredicate(id, slot, slotOf(reference.Other), reference),
        TimePartTest part => new TimePartPredicate(id, slot, part),
        _ => throw new InvalidOperationException($"no predicate for {test.GetType().Name}"),
    };
}
