using System.Reflection;
using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Entrepot.Platform.Data;

/// <summary>How our own types are stored: typed ids as <c>bigint</c>, times as UTC microseconds, sentences as JSON, enums by name.</summary>
/// <remarks>SQLite cannot compare decimals or offsets in SQL; a whole number compares and indexes the same on both engines.</remarks>
internal static class StoredTypes
{
    public static void Configure(ModelConfigurationBuilder conventions, IEnumerable<Assembly> assemblies)
    {
        foreach (var id in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(IsId))
            conventions.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));

        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
        conventions.Properties<Sentence>().HaveConversion<SentenceConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    private static bool IsId(Type type) => type.IsValueType && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IId<>));

    private sealed class IdConverter<TId>() : ValueConverter<TId, long>(id => id.Value, value => Make(value))
        where TId : struct, IId<TId>
    {
        private static TId Make(long value) => TId.From(value);
    }

    private sealed class SentenceConverter() : ValueConverter<Sentence, string>(sentence => SentenceJson.ToText(sentence), stored => SentenceJson.FromText(stored));

    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, long>(at => Timestamps.ToStored(at), stored => Timestamps.FromStored(stored));
}

/// <summary>Times in the database: whole microseconds since the Unix epoch, UTC; hand-written SQL binds them with this.</summary>
public static class Timestamps
{
    public static long ToStored(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTime FromStored(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
