using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Declarations.Describing;
using Entrepot.Customs.Domain.Declarations.Life;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features.Declarations;

/// <summary>What is asked of <see cref="FileAtCustoms"/>.</summary>
internal sealed record FilingWork(DeclarationId Declaration);

/// <summary>Declarations from the draft to their end: drafted, filed, cancelled, and what customs say of them.</summary>
internal sealed class KeepDeclarations(EntrepotDb db, IdBlocks ids, FilingAccounts accounts, WorkQueue work, CurrentUser user, TimeProvider clock)
{
    /// <summary>Reason codes of HMRC: a cancellation says why in words, and 1 that it is one.</summary>
    private const string CancellationReason = "1";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps a draft, or changes the one of the same reference while it is still ours.</summary>
    public async Task<Result<DeclarationId>> DraftAsync(JsonObject description, string batch, CancellationToken ct)
    {
        var draft = DraftDeclaration.Of(description, DateOnly.FromDateTime(Now));
        var problem = draft.Problems.FirstOrDefault(one => one.Field is "reference" or "type");
        if (problem is not null) return problem;

        await using var unit = await db.BeginAsync(ct);
        var known = await Tracked().SingleOrDefaultAsync(row => row.Reference == draft.Reference, ct);
        if (known is not null && !DeclarationLife.IsOurs(known.Stage)) return LifeProblems.ReferenceTaken(draft.Reference);

        var row = known ?? New(draft, batch);
        if (known is null) db.Add(row);
        Write(row, draft);
        row.Batch = batch;
        var committed = await unit.CommitAsync(ct);
        return committed.Problem is { } clash ? clash : row.Id;
    }

    /// <summary>Drafts a declaration from an order's commercial invoice: nothing that is known is typed again.</summary>
    /// <param name="paper">The number of the paper: <c>CI-SO-0000001-1</c>.</param>
    public async Task<Result<DeclarationId>> FromInvoiceAsync(string paper, string type, CancellationToken ct)
    {
        var found = await db.Set<PaperRow>().SingleOrDefaultAsync(row => row.Number == paper && row.Kind == PaperKind.CommercialInvoice && row.VoidedAt == null, ct);
        return found is null || JsonSerializer.Deserialize(found.Content, PaperJson.Default.CommercialInvoice) is not { } invoice
            ? LifeProblems.NoInvoice(paper) : await DraftAsync(DescribeInvoice.Of(invoice, type), "", ct);
    }

    /// <summary>Hands the declaration in. The call goes out by the work queue, once.</summary>
    public async Task<Result> FileAsync(DeclarationId id, CancellationToken ct)
    {
        if ((await accounts.FindAsync(ct)) is not { IsOk: true, Value: var account }) return LifeProblems.NoAccount();

        await using var unit = await db.BeginAsync(ct);
        if (await Tracked().SingleOrDefaultAsync(one => one.Id == id, ct) is not { } row) return LifeProblems.NotFound(id.Value);
        if (!DeclarationLife.IsOurs(row.Stage)) return LifeProblems.NotOurs(row.Reference);

        var draft = DraftDeclaration.Of(Description(row), DateOnly.FromDateTime(Now)); // By the rules of the day it is filed.
        if (draft.Problems.Count > 0) return LifeProblems.HasProblems(row.Reference, draft.Problems.Count);

        Write(row, draft);
        row.Problem = null;
        await HappenedAsync(row, new($"filing-{row.Changes}", "filing", Now, "Handed to customs' interface.", null, DeclarationStage.Filing) { Document = row.Message }, ct);
        work.Add(FileAtCustoms.WorkKind, row.Reference, new FilingWork(row.Id), destination: $"{FilingAccounts.UkCds}@{account.BaseUrl.Authority}");
        return await unit.CommitAsync(ct);
    }

    /// <summary>Drafts the request to cancel an accepted declaration: a message of its own, filed like every other.</summary>
    public async Task<Result<DeclarationId>> CancelAsync(DeclarationId id, string reason, CancellationToken ct)
    {
        if (await db.Set<DeclarationRow>().SingleOrDefaultAsync(one => one.Id == id, ct) is not { } row) return LifeProblems.NotFound(id.Value);
        if (row.Mrn is not { } mrn) return LifeProblems.NoMrn(row.Reference);

        var submitter = Said.Value(Description(row), "declarant.eori");
        JsonArray pointers = [new JsonObject { ["number"] = "1", ["section"] = "42A" }, new JsonObject { ["number"] = "1", ["section"] = "06A" }]; // The declaration, and its amendment.
        var request = new JsonObject
        {
            ["function"] = "13",
            ["type"] = "INV",
            ["reference"] = $"{row.Reference}-X",
            ["mrn"] = mrn,
            ["submitter"] = submitter is null ? null : new JsonObject { ["eori"] = submitter },
            ["statements"] = new JsonArray(new JsonObject { ["text"] = reason, ["type"] = "AES", ["pointers"] = pointers }),
            ["amendments"] = new JsonArray(new JsonObject { ["reason"] = CancellationReason }),
        };
        return await DraftAsync(request, row.Batch, ct);
    }

    /// <summary>Keeps what customs say; the same notification again changes nothing.</summary>
    /// <returns>How many notifications were new; refused where none of our declarations is meant.</returns>
    public async Task<Result<int>> TakeAsync(byte[] xml, CancellationToken ct)
    {
        using var stream = new MemoryStream(xml);
        var read = MessageReader.Read(stream);
        if (read.Problem is { } broken) return broken;
        var notifications = Notification.Of(read.Value);
        if (notifications.Count == 0) return LifeProblems.NoNotification();

        await using var unit = await db.BeginAsync(ct);
        var taken = 0;
        foreach (var notification in notifications)
        {
            var row = await Tracked().SingleOrDefaultAsync(one => one.Reference == notification.Reference, ct)
                ?? (notification.Mrn.Length == 0 ? null : await Tracked().FirstOrDefaultAsync(one => one.Mrn == notification.Mrn && one.Type != "INV" && one.Type != "COR", ct));
            if (row is null) return LifeProblems.UnknownNotification(notification.Reference, notification.Mrn);
            if (await TakeAsync(row, notification, Encoding.UTF8.GetString(xml), ct)) taken++;
        }

        var committed = await unit.CommitAsync(ct);
        return committed.Problem is { } clash ? clash : taken;
    }

    /// <summary>A person says what no message tells: that customs keep the goods, or that a lost submission never arrived.</summary>
    public async Task<Result> SayAsync(DeclarationId id, DeclarationStage to, string reason, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await Tracked().SingleOrDefaultAsync(one => one.Id == id, ct) is not { } row) return LifeProblems.NotFound(id.Value);
        var fits = to == DeclarationStage.Seized ? !DeclarationLife.IsOurs(row.Stage) && row.Stage != DeclarationStage.Cancelled : to == DeclarationStage.Draft && row.Stage == DeclarationStage.Filing;
        if (!fits) return LifeProblems.NotSo(row.Reference);

        row.Problem = null;
        await HappenedAsync(row, new($"said-{row.Changes}", to == DeclarationStage.Seized ? "seized" : "returned", Now, (Sentence)$"{reason}", null, to), ct);
        return await unit.CommitAsync(ct);
    }

    /// <summary>Adds an event to the open unit of work and moves the declaration where its events say. One with a key that is known is passed over.</summary>
    public async Task<bool> HappenedAsync(DeclarationRow row, NewEvent happened, CancellationToken ct)
    {
        var known = await db.Set<DeclarationEventRow>().Where(one => one.DeclarationId == row.Id).Select(one => new { one.Key, one.At, one.Id, one.FromStage, one.ToStage }).ToListAsync(ct);
        if (known.Exists(one => one.Key == happened.Key)) return false;

        var added = new DeclarationEventRow
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            DeclarationId = row.Id,
            Key = happened.Key,
            Name = happened.Name,
            At = happened.At,
            RecordedAt = Now,
            RecordedBy = user.Name,
            Words = happened.Words,
            FromStage = happened.From,
            ToStage = happened.To,
            Document = happened.Document,
            DocumentHash = happened.Document is { } document ? Hashing.Sha256(document) : null,
        };
        db.Add(added);
        var unsaved = db.ChangeTracker.Entries<DeclarationEventRow>().Select(entry => entry.Entity).Where(one => one.DeclarationId == row.Id && !known.Exists(saved => saved.Id == one.Id));
        (row.Stage, row.StageAt) = DeclarationLife.Of([.. known.Select(one => new LifeEvent(one.At, one.Id, one.FromStage, one.ToStage)), .. unsaved.Select(one => one.ToLife())], row.CreatedAt);
        row.Changes++;
        return true;
    }

    public IQueryable<DeclarationRow> Tracked() => db.Set<DeclarationRow>().AsTracking();

    public static JsonObject Description(DeclarationRow row) => JsonNode.Parse(row.Description)?.AsObject() ?? [];

    private async Task<bool> TakeAsync(DeclarationRow row, Notification notification, string xml, CancellationToken ct)
    {
        var rule = DeclarationLife.RuleOf(notification.Function, notification.Status);
        var words = rule?.Words ?? (Sentence)$"Customs sent a notification that is not known here: {notification.Function}.";
        var isNew = await HappenedAsync(row, new(notification.Key, rule?.Name ?? notification.Function, notification.At, words, rule?.From, rule?.To) { Document = xml }, ct);
        if (!isNew) return false;

        if (notification.Mrn.Length > 0) row.Mrn = notification.Mrn;
        row.DocumentsDueAt = notification.DocumentsDue ?? row.DocumentsDueAt;
        if (notification.Errors.Count > 0) row.Problem = (Sentence)$"{string.Join("; ", notification.Errors)}";
        return true;
    }

    private DeclarationRow New(DraftDeclaration draft, string batch) => new()
    {
        TenantId = db.Tenant,
        Id = new(ids.Next()),
        Reference = draft.Reference,
        Type = draft.Type,
        Batch = batch,
        Stage = DeclarationStage.Draft,
        StageAt = Now,
        Description = "",
        Message = "",
        MessageHash = "",
        CreatedAt = Now,
        CreatedBy = user.Name,
    };

    private static void Write(DeclarationRow row, DraftDeclaration draft)
    {
        row.Type = draft.Type;
        row.Description = draft.Description.ToJsonString();
        row.Message = Encoding.UTF8.GetString(MessageWriter.Write(draft.Message));
        row.MessageHash = Hashing.Sha256(row.Message);
        row.Changes++;
    }
}

/// <param name="Key">The same event again has the same key.</param>
/// <param name="At">When it happened, UTC.</param>
internal sealed record NewEvent(string Key, string Name, DateTime At, Sentence Words, DeclarationStage? From, DeclarationStage? To)
{
    public string? Document { get; init; }
}
