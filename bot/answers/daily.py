"""The daily passage in chat: order it, see what is ordered, end it, and what today's is.

`Daily(store, desk, wording, may_manage)` has the handlers (parameters in order, all optional to the platforms):
    subscribe      time, zone, days, source     typed, they may stand in any order; changes are for a group's admins
    subscriptions  -
    unsubscribe    number                       without one, the place's only subscription; buttons give the number
    today          -
    daily          action, number               hidden: what the buttons of a subscription do
and `notice(Notice)` for places that moved, were left or blocked the bot.
"""
