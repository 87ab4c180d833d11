namespace Hoplite.Intelligence.Taxii;

/// <summary>A request that cannot be served; becomes an error message of TAXII 2.1 §3.6.1.</summary>
public sealed class TaxiiRefusal : Exception
{
    /// <summary>Refuses.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">Why, in a sentence for people.</param>
    public TaxiiRefusal(int status, string message)
        : base(message) => Status = status;

    /// <summary>Refuses for no reason given.</summary>
    public TaxiiRefusal()
        : this(400, "the request cannot be served")
    {
    }

    /// <summary>Refuses with status 400.</summary>
    public TaxiiRefusal(string message)
        : this(400, message)
    {
    }

    /// <summary>Refuses with status 400, because of something else.</summary>
    public TaxiiRefusal(string message, Exception inner)
        : base(message, inner) => Status = 400;

    /// <summary>The HTTP status.</summary>
    public int Status { get; }
}
