using Xunit.v3;

namespace Entrepot.Unit;

/// <summary>These tests read and write a database. <c>./test</c> runs them on both engines, unless they are about one of them.</summary>
/// <remarks><see cref="TestDatabase"/> refuses a class that lacks it, so none is forgotten.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StorageAttribute(string engine = "any") : Attribute, ITraitAttribute
{
    public const string Trait = "Engine";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Trait, engine)];
}
