namespace Entrepot.Warehouse.Features;

/// <summary>What waits at the packing table, most urgent first.</summary>
public sealed record PackTableView(IReadOnlyList<FulfilmentRow> Rows, long Total);

/// <summary>What a carrier can collect at one warehouse now.</summary>
public sealed record CarrierReadyRow(string Warehouse, string Carrier, long Orders, DateTime? ShipBy);

/// <summary>A list that a carrier signed for.</summary>
public sealed record ManifestRow(string Number, string Warehouse, string Carrier, int Parcels, long GrossGrams, DateTime ClosedAt);

/// <summary>What can leave and what has left lately.</summary>
/// <param name="Waiting">What is labelled and cannot leave, with the papers it lacks.</param>
public sealed record HandOverView(IReadOnlyList<CarrierReadyRow> Ready, IReadOnlyList<ManifestRow> Left, IReadOnlyList<WaitingForPapersRow> Waiting);

/// <summary>A labelled fulfilment order that lacks papers.</summary>
public sealed record WaitingForPapersRow(long Id, string Number, string OrderNumber, string Warehouse, string Carrier, string Papers);
