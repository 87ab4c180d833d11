using System.Globalization;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;

namespace Hoplite.Intelligence.Communities;

/// <summary>The TAXII collection of a community: what this node has and other members may fetch from it, each as much as its marking allows.</summary>
/// <param name="store">Keeps it.</param>
/// <param name="place">The collection.</param>
/// <param name="self">This node.</param>
public sealed class CommunityShelf(ITaxiiStore store, TaxiiPlace place, PeerId self)
{
    /// <summary>The path of the API root that members reach.</summary>
    public const string RootPath = "community";

    // Nobody belongs to this group: such an object is here for this node only.
    const string Nobody = "\u0001";

    /// <summary>The collection.</summary>
    public TaxiiPlace Place => place;

    /// <summary>The id of the collection of a community: the same on every node, from its name.</summary>
    public static string CollectionOf(string community) => Stix.StixIds.Uuid5(new Guid("8a0c3a55-0d0e-4b6e-9b34-5d3f1b9f6a10"), community).ToString();

    /// <summary>Who a member is to the TAXII server.</summary>
    public static TaxiiUser UserOf(Member member) => new() { Name = member.Key.Identity, Clearance = member.Clearance, Groups = member.Groups };

    /// <summary>Puts objects on it; what is there already stays.</summary>
    /// <param name="objects">They.</param>
    /// <param name="failures">What was refused of the same request, for its status.</param>
    /// <param name="owner">Whose request it is.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<TaxiiStatus> PutAsync(IReadOnlyList<SignedObject> objects, IReadOnlyList<TaxiiFailure> failures, string owner, CancellationToken cancellation) =>
        store.AddAsync(place, new TaxiiEnvelope([.. objects.Select(Shelved)], failures), owner, cancellation);

    /// <summary>An object as the server keeps it.</summary>
    public TaxiiObject Shelved(SignedObject signed)
    {
        var isHidden = signed.Author.Equals(self) ? signed.Tlp >= Tlp.AmberStrict && signed.Group is null : SharingPolicy.IsForAuthorOnly(signed);
        var version = new DateTimeOffset(signed.Version, TimeSpan.Zero);
        return new TaxiiObject
        {
            Id = signed.Id, Type = (string)signed.Node["type"]!, SpecVersion = "2.1", Json = signed.Json, Version = version,
            Stamp = (string?)signed.Node["modified"] ?? (string?)signed.Node["created"] ?? version.ToString("O", CultureInfo.InvariantCulture),
            Tlp = isHidden ? Tlp.Red : signed.Tlp, Group = isHidden ? Nobody : signed.Group,
        };
    }
}
