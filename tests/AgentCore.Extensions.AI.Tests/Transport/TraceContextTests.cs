using System.Diagnostics;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class TraceContextTests
{
    [Fact]
    public void The_current_activity_travels()
    {
        using Activity activity = new Activity("call").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("tenant", "a b").AddBaggage("user", "ü");
        activity.TraceStateString = "vendor=1";
        activity.Start();

        TraceContext trace = TraceContext.For(new AgentRuntimeRequest());

        trace.TraceParent.Should().Be(activity.Id).And.MatchRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$");
        trace.TraceState.Should().Be("vendor=1");
        trace.Baggage!.Split(',').Should().BeEquivalentTo("tenant=a%20b", "user=%C3%BC");
    }

    [Fact]
    public void What_the_caller_set_stays_and_is_not_mixed_with_the_activity_s()
    {
        using Activity activity = new Activity("call").SetIdFormat(ActivityIdFormat.W3C);
        activity.TraceStateString = "vendor=1";
        activity.Start();

        TraceContext.For(new AgentRuntimeRequest { TraceParent = "00-1", Baggage = "a=1" }).Should().Be(new TraceContext("00-1", null, "a=1"));
    }

    [Fact]
    public void What_does_not_fit_is_left_out_whole()
    {
        using Activity activity = new Activity("call").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("big", new string('x', 8192));
        activity.TraceStateString = new string('s', 513);
        activity.Start();

        TraceContext.For(new AgentRuntimeRequest()).Should().Be(new TraceContext(activity.Id, null, null));
    }

    [Fact]
    public void An_activity_in_another_form_does_not_travel()
    {
        using Activity activity = new Activity("call").SetIdFormat(ActivityIdFormat.Hierarchical).AddBaggage("tenant", "a");
        activity.Start();

        TraceContext.For(new AgentRuntimeRequest()).Should().Be(new TraceContext(null, null, null));
    }
}
