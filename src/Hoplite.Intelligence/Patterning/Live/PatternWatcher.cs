using Hoplite.Detection;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Looks at the events of one thread: one look-up for each part of each value, and the whole comparison only for what that finds.</summary>
sealed class PatternWatcher(PatternWatch watch) : IEventWatcher
{
    readonly List<int> _candidates = [];
    readonly List<int> _parts = [];

    public void Look(EventBatch batch, int index, ICollection<Finding> found)
    {
        var set = watch.Set;
        if (set.Count == 0) return;
        var kinds = 0UL;
        foreach (ref var field in batch.Fields(index))
        {
            var kind = ObservableFields.Of(field.Name);
            if (kind == ObservableKind.None) continue;
            var text = batch.Text(ref field);
            if (text.IsEmpty) continue;
            kinds |= KindsOfType.Bit(kind);
            Find(set.Places, kind, text);
        }

        if ((kinds & set.OtherKinds) != 0)
            foreach (var (place, needed) in set.Others)
                if ((kinds & needed) != 0) _candidates.Add(place);
        if (_candidates.Count > 0) Try(set, batch, index, found);
    }

    void Find(LiteralPlaces places, ObservableKind kind, ReadOnlySpan<byte> text)
    {
        switch (kind)
        {
            case ObservableKind.Hash:
                while (FieldParts.NextHash(ref text, out _, out var hash)) Find(places, hash);
                return;
            case ObservableKind.File or ObservableKind.Image or ObservableKind.ParentImage:
                Find(places, text[FieldParts.NameStart(text)..]);
                return;
            case ObservableKind.RegistryKey:
                var name = FieldParts.NameStart(text);
                Find(places, text[name..]);
                if (name == 0) return;
                text = text[..(name - 1)];
                Find(places, text[FieldParts.NameStart(text)..]);
                return;
            case ObservableKind.User:
                Find(places, text[(text.LastIndexOf((byte)'\\') + 1)..]);
                break;
            case ObservableKind.Url:
                Find(places, FieldParts.Host(text));
                break;
            case ObservableKind.Domain when text[^1] == '.':
                text = text[..^1];
                break;
            case ObservableKind.SourceAddress or ObservableKind.DestinationAddress or ObservableKind.Address when text.StartsWith("::ffff:"u8):
                Find(places, text[7..]);
                break;
            case ObservableKind.MailFrom or ObservableKind.MailTo:
                foreach (var part in text.Split((byte)',')) Find(places, FieldParts.Mail(text[part]));
                return;
        }

        Find(places, text);
    }

    void Find(LiteralPlaces places, ReadOnlySpan<byte> text) => _candidates.AddRange(places.Find(text));

    void Try(PatternSet set, EventBatch batch, int index, ICollection<Finding> found)
    {
        var observation = EventObservation.Of(batch, index);
        _candidates.Sort();
        for (var at = 0; at < _candidates.Count;)
        {
            // The parts of one pattern stand side by side.
            var state = set.Parts[_candidates[at]].State;
            _parts.Clear();
            for (; at < _candidates.Count && set.Parts[_candidates[at]].State == state; at++)
                if (_parts.Count == 0 || _parts[^1] != set.Parts[_candidates[at]].Part) _parts.Add(set.Parts[_candidates[at]].Part);
            try
            {
                if (state.Observe(observation, _parts, batch, index) is { } finding) found.Add(finding);
            }
            catch (PatternException)
            {
                // A value of the event is not what the pattern takes it for: then it does not match.
            }
        }

        _candidates.Clear();
    }
}
