namespace Hoplite.Telemetry.Evtx;

/// <summary>An element while its template is compiled: where it stands, and what its own text would be called.</summary>
struct Element(Place place, Place inner, int field, bool isLeaf)
{
    /// <summary>Where the element stands.</summary>
    public readonly Place Place = place;

    /// <summary>Where its children stand.</summary>
    public readonly Place Inner = inner;

    /// <summary>Whether its text is a field.</summary>
    public readonly bool IsLeaf = isLeaf;

    /// <summary>The name of its text.</summary>
    public int Field = field;

    /// <summary>Whether it has child elements.</summary>
    public bool Children;

    /// <summary>Whether it has attributes that are fields.</summary>
    public bool Attributes;

    /// <summary>Whether it is a <c>Data</c> element, which its <c>Name</c> names.</summary>
    public bool IsData;

    /// <summary>Whether its attributes say nothing about the event.</summary>
    public bool IsSilent;

    /// <summary>What an element of this name is when it stands here.</summary>
    public static Element In(Place place, ReadOnlySpan<char> name)
    {
        switch (place)
        {
            case Place.Event:
                if (name.SequenceEqual("System")) return new(place, Place.System, FieldTable.Root, false);
                if (name.SequenceEqual("Event")) return new(place, Place.Event, FieldTable.Root, false) { IsSilent = true };
                if (name.SequenceEqual("EventData")) return new(place, Place.EventData, FieldTable.Root, false);
                if (name.SequenceEqual("RenderingInfo")) return new(place, Place.Rendering, FieldTable.Root, false);
                return new(place, Place.Tree, FieldTable.Root, false);
            case Place.System when name is "Provider" or "TimeCreated" or "Correlation" or "Execution" or "Security":
                // All these say is in their attributes.
                return new(place, Place.Tree, FieldTable.Root, false);
            case Place.Rendering when !name.SequenceEqual("Message"):
                return new(place, Place.Tree, FieldNames.Of("RenderingInfo", name), true);
            case Place.EventData or Place.Tree when name.SequenceEqual("Data"):
                return new(place, Place.Tree, FieldNames.Data, true) { IsData = true };
            default:
                return new(place, Place.Tree, FieldNames.Of(name, []), true);
        }
    }
}
