namespace Entrepot.Kernel;

/// <summary>A typed id over a <c>long</c>; the database conversion is found by this interface, in one place.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    long Value { get; }
    static abstract TSelf From(long value);
}

/// <summary>The company whose data it is.</summary>
public readonly record struct TenantId(long Value) : IId<TenantId>
{
    public static TenantId From(long value) => new(value);
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
