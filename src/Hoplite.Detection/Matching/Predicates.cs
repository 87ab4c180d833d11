using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Matching;

/// <summary>Some value of the field matches a pattern.</summary>
sealed class TextPredicate(int id, int slot, BytePattern pattern) : Predicate(id, slot)
{
    public BytePattern Pattern => pattern;

    public override bool Test(EventView view)
    {
        for (var field = view.First(Slot); field >= 0; field = view.Next(field))
        {
            if (view.IsNull(field)) continue;
            if (pattern.Matches(pattern.WantsOriginal ? view.Text(field) : view.Folded(field))) return true;
        }

        return false;
    }
}

/// <summary>Some value of any field, or the raw text, matches a pattern.</summary>
sealed class KeywordPredicate(int id, BytePattern pattern) : Predicate(id, WholeEvent)
{
    public BytePattern Pattern => pattern;

    public override bool Test(EventView view)
    {
        if (pattern.Matches(pattern.WantsOriginal ? view.Raw : view.FoldedRaw)) return true;
        for (var field = 0; field < view.FieldCount; field++)
            if (!view.IsNull(field) && pattern.Matches(pattern.WantsOriginal ? view.Text(field) : view.Folded(field))) return true;
        return false;
    }
}

/// <summary>Some value of the field is a number that compares with a bound.</summary>
sealed class NumberPredicate(int id, int slot, Order order, decimal bound) : Predicate(id, slot)
{
    public override bool Test(EventView view)
    {
        for (var field = view.First(Slot); field >= 0; field = view.Next(field))
            if (Numbers.TryParse(view.Text(field), out var value) && Numbers.Holds(order, value.CompareTo(bound))) return true;
        return false;
    }
}

/// <summary>Some value of the field contains a match of a regular expression.</summary>
sealed class RegexPredicate(int id, int slot, RegexTest test) : Predicate(id, slot)
{
    public RegexTest Source => test;

    // An automaton takes long to make, and most are never asked.
    BoundedRegex Expression => field ??= BoundedRegex.Of(test);

    public override bool Test(EventView view)
    {
        if (Slot == WholeEvent) return TestWhole(view);
        for (var field = view.First(Slot); field >= 0; field = view.Next(field))
            if (!view.IsNull(field) && Expression.IsMatch(view.Characters(field))) return true;
        return false;
    }

    bool TestWhole(EventView view)
    {
        if (Expression.IsMatch(view.RawCharacters)) return true;
        for (var field = 0; field < view.FieldCount; field++)
            if (!view.IsNull(field) && Expression.IsMatch(view.Characters(field))) return true;
        return false;
    }
}

/// <summary>Some value of the field is an address within a network.</summary>
sealed class CidrPredicate(int id, int slot, IPNetwork network) : Predicate(id, slot)
{
    readonly AddressText _base = AddressText.Of(network.BaseAddress);
    readonly int _shift = (network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32) - network.PrefixLength;

    public override bool Test(EventView view)
    {
        for (var field = view.First(Slot); field >= 0; field = view.Next(field))
            if (AddressText.TryParse(view.Text(field), out var address) && Holds(address)) return true;
        return false;
    }

    // A shift by all 128 bits would shift by none.
    bool Holds(AddressText address) => address.IsVersion6 == _base.IsVersion6 && (_shift == 128 || address.Bits >> _shift == _base.Bits >> _shift);
}

/// <summary>The field is absent or null.</summary>
sealed class NullPredicate(int id, int slot) : Predicate(id, slot)
{
    public override bool Test(EventView view)
    {
        var field = view.First(Slot);
        if (field < 0) return true;
        for (; field >= 0; field = view.Next(field))
            if (view.IsNull(field)) return true;
        return false;
    }
}

/// <summary>The field is there, or is not.</summary>
sealed class ExistsPredicate(int id, int slot, bool expected) : Predicate(id, slot)
{
    public override bool Test(EventView view) => view.First(Slot) >= 0 == expected;
}

/// <summary>Some value of the field relates to some value of another.</summary>
sealed class FieldReferencePredicate(int id, int slot, int other, FieldReferenceTest test) : Predicate(id, slot)
{
    public override bool Test(EventView view)
    {
        for (var left = view.First(Slot); left >= 0; left = view.Next(left))
            for (var right = view.First(other); right >= 0; right = view.Next(right))
                if (!view.IsNull(left) && !view.IsNull(right) && Relates(view, left, right)) return true;
        return false;
    }

    bool Relates(EventView view, int left, int right)
    {
        if (test.Cased) return Relates(view.Text(left), view.Text(right));
        if (Ascii.IsValid(view.Text(left)) && Ascii.IsValid(view.Text(right))) return Relates(view.Folded(left), view.Folded(right));
        var a = Encoding.UTF8.GetString(view.Text(left));
        var b = Encoding.UTF8.GetString(view.Text(right));
        return test.Relation switch
        {
            TextRelation.StartsWith => a.StartsWith(b, StringComparison.OrdinalIgnoreCase),
            TextRelation.EndsWith => a.EndsWith(b, StringComparison.OrdinalIgnoreCase),
            TextRelation.Contains => a.Contains(b, StringComparison.OrdinalIgnoreCase),
            _ => a.Equals(b, StringComparison.OrdinalIgnoreCase),
        };
    }

    bool Relates(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => test.Relation switch
    {
        TextRelation.StartsWith => a.StartsWith(b),
        TextRelation.EndsWith => a.EndsWith(b),
        TextRelation.Contains => a.IndexOf(b) >= 0,
        _ => a.SequenceEqual(b),
    };
}

/// <summary>A part of the time in some value of the field compares with a number.</summary>
sealed class TimePartPredicate(int id, int slot, TimePartTest test) : Predicate(id, slot)
{
    public override bool Test(EventView view)
    {
        for (var field = view.First(Slot); field >= 0; field = view.Next(field))
            if (TimeParts.TryGet(view.Text(field), test.Part, out var value) && Numbers.Holds(test.Order, ((decimal)value).CompareTo(test.Bound))) return true;
        return false;
    }
}

/// <summary>Numbers as rules compare them.</summary>
static class Numbers
{
    /// <summary>Reads a whole text as a decimal number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        if (text.Length is 0 or > 40)
        {
            value = 0;
            return false;
        }

        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length
            || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether an order holds for the result of a comparison.</summary>
    public static bool Holds(Order order, int comparison) => order switch
    {
        Order.Equal => comparison == 0,
        Order.Less => comparison < 0,
        Order.LessOrEqual => comparison <= 0,
        Order.Greater => comparison > 0,
        Order.GreaterOrEqual => comparison >= 0,
        _ => comparison != 0,
    };
}
