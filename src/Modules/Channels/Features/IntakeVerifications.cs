using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Channels.Features;

/// <summary>An order is accepted once, and waits, was taken, or is parked for a person with the reason.</summary>
internal sealed class AcceptedOnce(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Orders are accepted once, and each is in one state";

    protected override string Examined => IntakeChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [IntakeChecks.Twice, IntakeChecks.InNoState, IntakeChecks.CancellationOfNothing];
}

/// <summary>An upload is whole until its import has ended, and gone then.</summary>
internal sealed class UploadsAreWhole(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Uploads are whole until they are imported";

    protected override string Examined => IntakeChecks.CountUploads;

    protected override IReadOnlyList<string> Wrong { get; } = [IntakeChecks.UploadNotWhole];
}

/// <summary>What a channel sent is kept as it was: its content has the hash that it was accepted with.</summary>
internal sealed class ContentsEqualTheirHashes(EntrepotDb db) : IVerification
{
    /// <summary>Read at once: contents are a few kilobytes, some many.</summary>
    private const long PageSize = 500;

    public string Name => "Accepted orders' contents equal their hashes";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        using var payload = new OrderPayload();
        var (examined, count, after) = (0L, 0L, 0L);
        var wrong = new List<string>();
        while (true)
        {
            var page = await db.QueryAsync(
                IntakeChecks.Page, row => (Id: row.GetInt64(0), Number: row.GetString(1), State: row.GetString(2), Hash: row.GetFieldValue<byte[]>(3), Content: row.IsDBNull(4) ? null : row.GetString(4)),
                ct, db.Tenant.Value, after, PageSize);
            if (page.Count == 0) return new(Name, examined, wrong, count);

            foreach (var order in page)
            {
                if (Differs(payload, order.Number, order.State, order.Hash, order.Content) is not { } difference) continue;
                count++;
                if (wrong.Count < VerificationResult.WrongMax) wrong.Add($"accepted order {order.Number} ({order.Id}) {difference}");
            }

            examined += page.Count;
            after = page[^1].Id;
        }
    }

    private static string? Differs(OrderPayload payload, string number, string state, byte[] hash, string? content)
    {
        if (content is null) return "has no content";
        var read = OrderPayloadReader.TryRead(content, number);
        if (!read.IsOk) return state == nameof(IncomingState.Taken) ? "has a content that cannot be read" : null; // Its journey parks it, and a person sees why.
        return payload.Write(read.Value).Hash.AsSpan().SequenceEqual(hash) ? null : "has another content than was accepted";
    }
}
