using Hoplite.Guard.Actions;

namespace Hoplite.Agents.Hunting;

/// <summary>A step of a plan. The list of kinds is closed, every step only reads, and the query is written by us.</summary>
public abstract record HuntStep
{
    HuntStep()
    {
    }

    /// <summary>A hunt of the library.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Library(string Name) : HuntStep;

    /// <summary>What events say of something.</summary>
    /// <param name="Target">The thing, in its normal form.</param>
    /// <param name="Look">What is asked of it.</param>
    public sealed record About(ActionTarget Target, EntityLook Look) : HuntStep;

    /// <summary>Events that hold a text of the analyst's own.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Words(string Text) : HuntStep;
}

/// <summary>What is asked of something.</summary>
public enum EntityLook
{
    /// <summary>How often it was seen, by kind of event.</summary>
    Seen,

    /// <summary>Its last events.</summary>
    Latest,

    /// <summary>Who signed in, and who failed to.</summary>
    Logons,

    /// <summary>Which programs ran.</summary>
    Programs,

    /// <summary>Which connections were made.</summary>
    Connections,

    /// <summary>Which names were asked for.</summary>
    Names,
}
