namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>What a value of a property must look like.</summary>
enum PropertyKind
{
    Any, Text, Time, MillisecondTime, Integer, Number, Flag, Hex, Binary, Dictionary, Hashes, Identifier, Reference, WeakReference, Part,
    Vocabulary, OneOf, Url, Email, Domain, Ipv4, Ipv6, Mac, Cpe, Mime, CharacterSet, RegistryKey, Word, Selector, Extensions, Observables, StartupInfo,
}
