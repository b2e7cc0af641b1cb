using Entrepot.Channels.Connectors;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>The reader for each format of file.</summary>
internal static class OrderSources
{
    public static IOrderSource For(MappingProfile profile) => profile.Format switch
    {
        "csv" => new CsvOrders(profile),
        _ when OrderReaders.Find(profile.Format) is { } reader => new JsonOrders(reader),
        _ => throw new InvalidOperationException($"'{profile.Format}' is not a format; profiles are checked before they are used."),
    };
}
