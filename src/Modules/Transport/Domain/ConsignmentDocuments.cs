using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Domain;

/// <summary>The parts of a consignment that are stored as text: nobody searches in them.</summary>
internal static class ConsignmentDocuments
{
    public static string Write(Address address) => JsonSerializer.Serialize(address, TransportJson.Default.Address);

    public static Address ReadAddress(string json) => JsonSerializer.Deserialize(json, TransportJson.Default.Address)!;

    public static string Write(IReadOnlyList<PlannedParcel> parcels)
    {
        var documents = new ParcelDocument[parcels.Count];
        for (var i = 0; i < documents.Length; i++)
        {
            var (carton, outer, weight, contents) = parcels[i];
            var pieces = new long[contents.Count * 2];
            for (var at = 0; at < contents.Count; at++) (pieces[at * 2], pieces[(at * 2) + 1]) = (contents[at].Product.Value, contents[at].Quantity);
            documents[i] = new(carton, outer.LengthMillimetres, outer.WidthMillimetres, outer.HeightMillimetres, weight, pieces);
        }

        return JsonSerializer.Serialize(documents, TransportJson.Default.ParcelDocumentArray);
    }

    public static IReadOnlyList<PlannedParcel> ReadParcels(string json) =>
        [.. JsonSerializer.Deserialize(json, TransportJson.Default.ParcelDocumentArray)!.Select(document => new PlannedParcel(
            document.Carton, new(document.Length, document.Width, document.Height), document.Weight,
            [.. document.Contents.Chunk(2).Select(pair => (new ProductId(pair[0]), pair[1]))]))];
}

/// <param name="Contents">Product, quantity, product, quantity …</param>
internal sealed record ParcelDocument(string Carton, int Length, int Width, int Height, long Weight, long[] Contents);

[JsonSerializable(typeof(Address))]
[JsonSerializable(typeof(ParcelDocument[]))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class TransportJson : JsonSerializerContext;
