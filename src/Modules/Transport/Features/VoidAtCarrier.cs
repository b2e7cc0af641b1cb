using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Features;

/// <summary>Takes the booking of a voided consignment back at the carrier, so that nothing is charged for it.</summary>
internal sealed class VoidAtCarrier(EntrepotDb db, CarrierList carriers, CarrierAccounts accounts) : IExternalWork
{
    public const string WorkKind = "transport.void";

    public string Kind => WorkKind;

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var id = item.Read<CarrierWork>().Consignment;
        var row = (await db.ConsignmentsAsync([id], ct)).Single();
        if (row.CarrierReference is not { } reference) return Result.Ok;
        if (carriers.Find(row.Carrier) is not { } carrier) return (Result)TransportProblems.UnknownCarrier(row.Carrier, carriers.Codes);
        var account = await accounts.FindAsync(row.Carrier, ct);
        if (account.Problem is { } noAccount) return (Result)noAccount;

        var numbers = (await db.ParcelsAsync([id], ct))[id].Select(parcel => parcel.TrackingNumber).OfType<string>();
        return await carrier.VoidAsync(account.Value, reference, [.. numbers], ct);
    }

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        // A carrier that will not take it back leaves a note for the person who checks its invoice.
        if (((Result)outcome).Problem is { } problem) db.Writes.Execute(ConsignmentSql.SetProblem, true, db.Tenant.Value, item.Read<CarrierWork>().Consignment.Value, problem.Message);
        return Task.CompletedTask;
    }
}
