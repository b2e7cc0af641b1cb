using System.Text.Json.Nodes;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Declarations.Life;
using Entrepot.Customs.Domain.Declarations.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Customs.Declarations;

public sealed class DeclarationLifeTests
{
    private static readonly DateTime Noon = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("TT_IM008a", DeclarationStage.Cleared)]
    [InlineData("TT_IM017a/Example_Notifications", DeclarationStage.Cleared)]
    [InlineData("TT_EX026a/Example_Notifications", DeclarationStage.Exited)]
    [InlineData("TT_EX010a/Example_Notifications", DeclarationStage.Cancelled)]
    public void The_published_notifications_of_a_scenario_lead_to_its_end(string scenario, DeclarationStage end)
    {
        var events = Events(SharedData.Find($"customs/hmrc-cds/samples/{scenario}"));

        events.Count.ShouldBeGreaterThan(3);
        DeclarationLife.Of(events, Noon.AddYears(-10)).Stage.ShouldBe(end);
    }

    [Fact]
    public void Every_published_notification_has_its_meaning()
    {
        foreach (var notification in Notifications(SharedData.Find("customs/hmrc-cds/samples"))) DeclarationLife.RuleOf(notification.Function, notification.Status).ShouldNotBeNull(notification.Function);
    }

    [Fact]
    public void The_order_in_which_notifications_come_makes_no_difference() =>
        Prop.ForAll(Gen.Elements(Enum.GetValues<DeclarationStage>()).ListOf().Select(list => list.Select((stage, i) => new LifeEvent(Noon.AddHours(i), i, null, stage)).ToList()).ToArbitrary(), Arb.From(Gen.Choose(0, 1000)), (events, seed) =>
            DeclarationLife.Of(events.OrderBy(one => (one.Sequence * 7919 + seed) % 101), Noon) == DeclarationLife.Of(events, Noon)).QuickCheckThrowOnFailure();

    [Fact]
    public void Duty_that_is_paid_ends_its_waiting_and_nothing_else()
    {
        var paid = new LifeEvent(Noon.AddHours(3), 3, DeclarationStage.TaxDue, DeclarationStage.Accepted);

        DeclarationLife.Of([new(Noon, 1, null, DeclarationStage.Accepted), new(Noon.AddHours(2), 2, null, DeclarationStage.TaxDue), paid], Noon).Stage.ShouldBe(DeclarationStage.Accepted);
        DeclarationLife.Of([new(Noon, 1, null, DeclarationStage.Accepted), new(Noon.AddHours(2), 2, null, DeclarationStage.UnderControl), paid], Noon).Stage.ShouldBe(DeclarationStage.UnderControl);
    }

    [Fact]
    public void After_two_days_the_doctor_tells_what_to_look_at_in_this_declaration()
    {
        var description = JsonNode.Parse("""{ "items": [ { "description": "Spare parts for cars", "taxes": [ { "preference": "300" } ], "documents": [ { "code": "9026", "status": "XX" } ] } ] }""")!.AsObject();

        DeclarationDoctor.Checklist(description, DeclarationStage.UnderControl, Noon, null, Noon.AddHours(47)).ShouldBeEmpty();
        DeclarationDoctor.Checklist(description, DeclarationStage.Cleared, Noon, null, Noon.AddHours(480)).ShouldBeEmpty();
        var list = DeclarationDoctor.Checklist(description, DeclarationStage.DocumentsAsked, Noon, Noon.AddDays(9), Noon.AddHours(49)).Select(line => line.ToString()).ToList();
        list[0].ShouldContain("2026-11-11");
        list.ShouldContain(line => line.Contains("No invoice is declared"));
        list.ShouldContain(line => line.StartsWith("items[1].taxes[1].preference"));
        list.ShouldContain(line => line.StartsWith("items[1].documents[1].status"));
    }

    [Theory]
    [InlineData("20260313130231Z", "2026-03-13T13:02:31Z")]
    [InlineData("20260313130231+01", "2026-03-13T12:02:31Z")]
    [InlineData("20260313", "2026-03-13T00:00:00Z")]
    [InlineData("yesterday", null)]
    [InlineData(null, null)]
    public void Times_are_read_as_customs_write_them(string? written, string? at) =>
        WireTime.Read(written).ShouldBe(at is null ? null : DateTime.Parse(at, null, System.Globalization.DateTimeStyles.AdjustToUniversal));

    private static List<LifeEvent> Events(string folder) => [.. Notifications(folder).Select((one, i) =>
    {
        var rule = DeclarationLife.RuleOf(one.Function, one.Status)!;
        return new LifeEvent(one.At, i, rule.From, rule.To);
    })];

    private static IEnumerable<Notification> Notifications(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order())
        {
            using var stream = File.OpenRead(file);
            if (MessageReader.Read(stream) is not { IsOk: true, Value: var message }) continue;
            foreach (var notification in Notification.Of(message)) yield return notification;
        }
    }
}
