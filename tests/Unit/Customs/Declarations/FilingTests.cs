using System.Text;
using System.Text.Json.Nodes;
using Entrepot.Customs;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Features.Declarations;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Customs.Declarations;

/// <summary>A declaration from the draft over the wire to its end, against customs on loopback that hold us to their specification.</summary>
[Storage]
public sealed class FilingTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_declaration_is_filed_once_and_its_notifications_move_it()
    {
        await using var peer = await CustomsPeer.StartAsync();
        await using var database = await StartAsync(peer);
        var id = await DraftAsync(database, AnImport("SO-1"));

        (await FileAsync(database, id)).ShouldBe(Result.Ok);
        await WorkAsync(database);

        peer.Faults.ShouldBeEmpty();
        peer.Filed.ShouldBe([("/customs/declarations/", "SO-1")]);
        var filed = await RowAsync(database, id);
        (filed.Stage, filed.ConversationId, filed.FiledAt).ShouldBe((DeclarationStage.Filed, "c0ffee00-0000-4000-8000-000000000001", TestDatabase.Noon));
        (await FileAsync(database, id)).Problem!.Code.ShouldBe("customs.declaration_filed", "it binds the company now");

        (await TakeAsync(database, "SO-1", "01", "n1", "20261102130000Z")).Value.ShouldBe(1);
        (await TakeAsync(database, "SO-1", "01", "n1", "20261102130000Z")).Value.ShouldBe(0, "the same notification again");
        (await TakeAsync(database, "SO-1", "09", "n3", "20261102150000Z")).Value.ShouldBe(1);
        (await TakeAsync(database, "SO-1", "05", "n2", "20261102140000Z")).Value.ShouldBe(1, "late, and of before");

        var cleared = await RowAsync(database, id);
        (cleared.Stage, cleared.StageAt, cleared.Mrn).ShouldBe((DeclarationStage.Cleared, new DateTime(2026, 11, 2, 15, 0, 0, DateTimeKind.Utc), "26GB2U87RWEK9YIAR0"));
        var events = await EventsAsync(database, id);
        events.Select(one => one.Name).ShouldBe(["filing", "filed", "DMSACC", "DMSCTL", "DMSCLE"]);
        events.Where(one => one.Document is not null).ShouldAllBe(one => one.DocumentHash == Hashing.Sha256(one.Document!));
    }

    [Fact]
    public async Task A_declaration_whose_answer_was_lost_is_asked_for_and_not_filed_twice()
    {
        await using var peer = await CustomsPeer.StartAsync();
        await using var database = await StartAsync(peer);
        var id = await DraftAsync(database, AnImport("SO-2"));
        peer.LoseAnswers = 1;
        await FileAsync(database, id);
        await WorkAsync(database);

        (await RowAsync(database, id)).Stage.ShouldBe(DeclarationStage.Filed);
        peer.Filed.Count.ShouldBe(1);
        peer.Questions.ShouldBe(["6GB896458895015-4711"]);
    }

    [Fact]
    public async Task Customs_that_are_out_of_order_are_tried_again()
    {
        await using var peer = await CustomsPeer.StartAsync();
        await using var database = await StartAsync(peer);
        var id = await DraftAsync(database, AnImport("SO-3"));
        peer.FailFirst = 1;
        await FileAsync(database, id);
        await WorkAsync(database);

        (await RowAsync(database, id)).Stage.ShouldBe(DeclarationStage.Filed);
        peer.Filed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_reference_to_ask_by_a_person_decides_after_a_lost_answer()
    {
        await using var peer = await CustomsPeer.StartAsync();
        await using var database = await StartAsync(peer);
        var description = AnImport("SO-4");
        description["previousDocuments"]![0]!["type"] = "ZZZ";
        var id = await DraftAsync(database, description);
        peer.LoseAnswers = 1;
        await FileAsync(database, id);
        await WorkAsync(database);

        var stuck = await RowAsync(database, id);
        stuck.Stage.ShouldBe(DeclarationStage.Filing);
        stuck.Problem!.ToString().ShouldContain("is not known");
        peer.Filed.Count.ShouldBe(1);

        (await InScopeAsync(database, keep => keep.SayAsync(id, DeclarationStage.Draft, "HMRC's help desk, by telephone", Ct))).ShouldBe(Result.Ok);
        (await RowAsync(database, id)).Stage.ShouldBe(DeclarationStage.Draft);
    }

    [Fact]
    public async Task What_customs_refuse_is_ours_again_with_their_reason()
    {
        await using var peer = await CustomsPeer.StartAsync();
        await using var database = await StartAsync(peer);
        var id = await DraftAsync(database, AnImport("SO-5"));
        peer.RefusesAll = true;
        await FileAsync(database, id);
        await WorkAsync(database);

        var refused = await RowAsync(database, id);
        refused.Stage.ShouldBe(DeclarationStage.Refused);
        refused.Problem!.ToString().ShouldContain("400 BAD_REQUEST");
        refused.Problem!.ToString().ShouldContain("Error at line 13");
        (await DraftAsync(database, AnImport("SO-5"))).ShouldBe(id, "the same draft, to be mended");
    }

    [Fact]
    public async Task An_accepted_declaration_is_cancelled_by_a_message_of_its_own()
    {
        await using var peer = await CustomsPeer.StartAsync();
        await using var database = await StartAsync(peer);
        var id = await DraftAsync(database, AnImport("SO-6"));
        (await InScopeAsync(database, keep => keep.CancelAsync(id, "Duplicate", Ct))).Problem!.Code.ShouldBe("customs.declaration_no_mrn");
        await FileAsync(database, id);
        await WorkAsync(database);
        await TakeAsync(database, "SO-6", "01", "n1", "20261102130000Z");

        var cancellation = (await InScopeAsync(database, keep => keep.CancelAsync(id, "This is a duplicate", Ct))).Value;
        (await FileAsync(database, cancellation)).ShouldBe(Result.Ok);
        await WorkAsync(database);

        peer.Filed[^1].ShouldBe(("/customs/declarations/cancellation-requests", "SO-6-X"));
        var schemas = Entrepot.Customs.Domain.Declarations.Messages.CdsSchemas.Open(SharedData.Find("customs/hmrc-cds/schemas")).Value;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes((await RowAsync(database, cancellation)).Message));
        schemas.Check(Entrepot.Customs.Domain.Declarations.Messages.MessageReader.Read(stream).Value).Select(problem => problem.Message.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_draft_with_problems_is_kept_and_not_filed()
    {
        await using var database = await TestDatabase.CreateAsync(new CustomsModule());
        var description = AnImport("SO-7");
        description.Remove("declarant");
        var id = await DraftAsync(database, description);

        (await FileAsync(database, id)).Problem!.Code.ShouldBe("customs.no_filing_account");
        (await InScopeAsync<Result>(database, async (provider, _) => await provider.GetRequiredService<FilingAccounts>().SetAsync("http://customs.example", "", "a-token", Ct))).Problem!.Code.ShouldBe("customs.bad_filing_address");
        await SetWayAsync(database, "https://customs.example");
        (await FileAsync(database, id)).Problem!.Code.ShouldBe("customs.declaration_has_problems");
        (await TakeAsync(database, "SO-99", "01", "n1", "20261102130000Z", mrn: "")).Problem!.Code.ShouldBe("customs.notification_unknown");
        (await RowAsync(database, id)).Stage.ShouldBe(DeclarationStage.Draft);
    }

    private static async Task<TestDatabase> StartAsync(CustomsPeer peer)
    {
        var database = await TestDatabase.CreateAsync(new CustomsModule());
        await SetWayAsync(database, peer.Address);
        return database;
    }

    private static async Task SetWayAsync(TestDatabase database, string address) =>
        (await InScopeAsync<Result>(database, async (provider, _) => await provider.GetRequiredService<FilingAccounts>().SetAsync(address, "", "a-token", Ct))).ShouldBe(Result.Ok);

    private static async Task<DeclarationId> DraftAsync(TestDatabase database, JsonObject description) => (await InScopeAsync(database, keep => keep.DraftAsync(description, "BA 031", Ct))).Value;

    private static Task<Result> FileAsync(TestDatabase database, DeclarationId id) => InScopeAsync(database, keep => keep.FileAsync(id, Ct));

    private static Task<Result<int>> TakeAsync(TestDatabase database, string reference, string function, string key, string at, string mrn = "26GB2U87RWEK9YIAR0") => InScopeAsync(database, keep => keep.TakeAsync(Encoding.UTF8.GetBytes($"""
        <MetaData><WCOTypeName>RES</WCOTypeName><Response><FunctionCode>{function}</FunctionCode><FunctionalReferenceID>{key}</FunctionalReferenceID>
        <IssueDateTime><DateTimeString formatCode="304">{at}</DateTimeString></IssueDateTime>
        <Declaration><FunctionalReferenceID>{reference}</FunctionalReferenceID><ID>{mrn}</ID><VersionID>1</VersionID></Declaration></Response></MetaData>
        """), Ct));

    private static async Task WorkAsync(TestDatabase database)
    {
        for (var round = 0; round < 40; round++)
        {
            while (await database.Services.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Ours, Ct) > 0) { }
            database.Clock.Now += TimeSpan.FromSeconds(30);
        }

        database.Clock.Now = TestDatabase.Noon;
    }

    private static async Task<DeclarationRow> RowAsync(TestDatabase database, DeclarationId id) =>
        await InScopeAsync(database, (_, db) => db.Set<DeclarationRow>().SingleAsync(row => row.Id == id, Ct));

    private static async Task<List<DeclarationEventRow>> EventsAsync(TestDatabase database, DeclarationId id) =>
        await InScopeAsync(database, (_, db) => db.Set<DeclarationEventRow>().Where(one => one.DeclarationId == id).OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync(Ct));

    private static Task<T> InScopeAsync<T>(TestDatabase database, Func<KeepDeclarations, Task<T>> act) => InScopeAsync(database, (provider, _) => act(provider.GetRequiredService<KeepDeclarations>()));

    private static async Task<T> InScopeAsync<T>(TestDatabase database, Func<IServiceProvider, EntrepotDb, Task<T>> act)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<EntrepotDb>());
    }

    private static JsonObject AnImport(string reference)
    {
        var description = DraftDeclarationTests.AnImport();
        description["reference"] = reference;
        return description;
    }
}
